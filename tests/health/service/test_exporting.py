from __future__ import annotations

import csv
import io
import json

import pytest
from sqlmodel import Session, select

from app.accounts.models import AccessRecord
from app.accounts.service import actor_of
from app.health.models import Look, Mark, MarkKind, Measure, ShareKind
from app.health.rules.reading import Taken
from app.health.service import keys
from app.health.service.exporting import everything, export_csv, plain
from app.health.service.own_data import correct
from app.passes.service import issue_pass
from app.shared.errors import NotFound
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.measured import kept, one
from tests.health.owners import agreed
from tests.health.service.test_own_data import actor


def table(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_a_table_has_a_line_for_each_reading_in_words(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    kept(session, owner, one(arm="left"))
    kept(session, owner, one(Measure.GLUCOSE, values={"glucose": 7.35}, context="fasting"))
    first, second = table(export_csv(session, actor(session, owner), NOW))
    assert first["时间"] == "2026-03-02 10:00" and first["项目"] == "血压"
    assert first["高压（收缩压）（mmHg）"] == "137" and first["哪只手臂"] == "左"
    assert second["血糖（mmol/L）"] == "7.35" and second["什么时候量的"].startswith("空腹")
    english = table(export_csv(session, actor(session, owner), NOW, "en"))
    assert english[0]["Arm"] == "Left"


def test_what_the_meter_could_not_say_is_said(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    kept(session, owner, one(values={"systolic": 150}, not_heard=True))
    kept(session, owner, one(Measure.GLUCOSE, values={}, comparators={"glucose": ">"}))
    notes = [row["备注"] for row in table(export_csv(session, actor(session, owner), NOW))]
    assert notes == ["低压没听到", "仪器显示 Hi"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert plain(text) == "'" + text
    assert plain("137") == "137" and plain("") == ""


def test_a_device_cannot_smuggle_a_formula_in(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    kept(session, owner, one(device="=HYPERLINK(1)"))
    assert table(export_csv(session, actor(session, owner), NOW))[0]["仪器"] == "'=HYPERLINK(1)"


def test_everything_is_everything(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    who = actor(session, owner)
    issue_pass(session, actor_of(session, cast.admin.id, NOW), cast.lin_apo.id, NOW)
    (old,) = kept(session, owner)
    correct(session, who, old.id, Taken({"systolic": 131, "diastolic": 82}), NOW)
    words = keys.seal(session, owner.person_id, "换了药".encode())
    mark = Mark(community_id=owner.community_id, person_id=owner.person_id, kind=MarkKind.MEDICATION,
                day=NOW.date(), sealed=words)  # fmt: skip
    session.add_all([mark, Look(person_id=owner.person_id, kind=ShareKind.LINK, what="page")])
    session.flush()
    found = json.loads(json.dumps(everything(session, who, NOW)))
    assert found["person"]["name"] == "林阿婆"
    assert [row["values"]["systolic"] for row in found["readings"]] == [137, 131]
    assert [row["words"] for row in found["marks"]] == ["换了药"]
    assert [row["kind"] for row in found["consents"]] == ["keep"]
    assert [row["what"] for row in found["looks"]] == ["page"]
    assert {"pass:issue", "health:consent"} <= {row["action"] for row in found["records"]}


def test_an_export_is_in_the_record_and_nothing_of_what_was_in_it(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    kept(session, owner)
    who = actor(session, owner)
    export_csv(session, who, NOW)
    everything(session, who, NOW)
    found = session.exec(select(AccessRecord).where(AccessRecord.action == "health:export")).all()
    assert sorted(one.reason for one in found) == ["csv", "json"]
    assert not [one for one in found if "137" in repr(one.model_dump(include={"subject", "reason", "action"}))]


def test_nobody_else_takes_it_out(session: Session, cast: Cast) -> None:
    kept(session, agreed(session, cast.lin_apo))
    for name in ("clinician", "admin", "cadre", "stranger"):
        who = actor_of(session, getattr(cast, name).id, NOW)
        for take in (export_csv, everything):
            with pytest.raises(NotFound):
                take(session, who, NOW)
            with pytest.raises(NotFound):
                take(session, who, NOW, person_id=cast.lin_apo.id)


def test_who_has_nothing_gets_an_empty_table(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    assert table(export_csv(session, actor(session, owner), NOW)) == []
    assert everything(session, actor(session, owner), NOW)["readings"] == []
