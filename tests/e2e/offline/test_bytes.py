"""Phone and server spell and hash a command alike."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.offline.rules import canonical, digest
from tests.e2e.offline.conftest import Lab

# Half a surrogate pair is no character: the phone replaces it before it is hashed.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.integers(-(2**53) + 1, 2**53 - 1)
names = st.from_regex(r"[a-z][a-z_]{0,7}", fullmatch=True)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batch=st.lists(st.dictionaries(names, values, max_size=5), min_size=1, max_size=20))
def test_every_command_has_one_spelling(lab: Lab, batch: list[dict]) -> None:
    spelled = lab.run("a.map(lab.bytes.canonical)", batch)
    assert spelled == [canonical(one) for one in batch]
    hashed = lab.run("await Promise.all(a.map((one) => lab.bytes.sha256(lab.bytes.canonical(one))))", batch)
    assert hashed == [digest(canonical(one)) for one in batch]


def test_half_a_character_becomes_the_sign_for_a_broken_one(lab: Lab) -> None:
    assert lab.run("lab.bytes.canonical({note: '好\\ud83d'})") == '{"note":"好\ufffd"}'


def test_a_number_without_a_common_spelling_is_refused(lab: Lab) -> None:
    code = "(() => { try { return lab.bytes.canonical(1e-7); } catch (error) { return error.name; } })()"
    assert lab.run(code) == "RangeError"


def test_what_is_undefined_is_left_out_and_keys_are_sorted(lab: Lab) -> None:
    assert lab.run("lab.bytes.canonical({b: [1, null], a: undefined, A: true})") == '{"A":true,"b":[1,null]}'
