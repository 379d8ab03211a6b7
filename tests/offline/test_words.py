"""Names and codes of commands in a person's words."""

import reflex as rx

from app.offline.words import problem, say, word
from app.shared.i18n import t


def test_a_feature_adds_its_words_and_an_unknown_name_stays() -> None:
    say({"note": t("记录")})
    drawn = str(word(rx.Var("name", _var_type=str)))
    assert "记录" in drawn
    assert "照片" in drawn


def test_the_servers_sentence_comes_first() -> None:
    drawn = str(problem(rx.Var("code", _var_type=str), rx.Var("said", _var_type=str)))
    assert "said" in drawn
    assert "photo_missing" in drawn
