from types import MappingProxyType
from typing import Any

import pytest

from plumbline.errors import BadInput, TooLarge
from plumbline.journal import Event
from plumbline.journal.values import LARGEST_PAYLOAD, canonical_payload, checked_text


def test_equal_payloads_have_equal_text() -> None:
    one = canonical_payload({"b": [1, 2.5, None], "a": {"y": True, "x": "é"}})
    other = canonical_payload(MappingProxyType({"a": {"x": "é", "y": True}, "b": (1, 2.5, None)}))
    assert one == other == '{"a":{"x":"é","y":true},"b":[1,2.5,null]}'


def circle() -> dict[str, Any]:
    value: dict[str, Any] = {}
    value["again"] = value
    return value


@pytest.mark.parametrize(
    "payload",
    [
        {"n": float("nan")},
        {"n": float("inf")},
        {1: "a number as key"},
        {"inner": [{None: 1}]},
        {"bytes": b"x"},
        {"set": {1}},
        {"half": "\ud800"},
        circle(),
        ["no", "object"],
        "text",
        None,
    ],
    ids=str,
)
def test_what_json_cannot_hold_is_refused(payload: Any) -> None:
    with pytest.raises(BadInput, match="payload"):
        canonical_payload(payload)


def test_a_payload_has_a_largest_size() -> None:
    frame = len('{"t":""}')
    canonical_payload({"t": "x" * (LARGEST_PAYLOAD - frame)})
    with pytest.raises(TooLarge):
        canonical_payload({"t": "x" * (LARGEST_PAYLOAD - frame + 1)})


@pytest.mark.hazard("health_data_leaves")
def test_a_refusal_does_not_quote_what_was_said() -> None:
    with pytest.raises(BadInput) as caught:
        canonical_payload({"numbness": {"secret words"}})  # type: ignore[dict-item]
    assert "secret" not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.hazard("health_data_leaves")
def test_an_event_does_not_show_its_payload_when_printed(ann: Any, journal: Any) -> None:
    event: Event = journal.append(
        ann.id, "answer", {"numbness": "secret words"}, knowledge_version="k1"
    )
    assert event.payload["numbness"] == "secret words"
    assert "secret" not in repr(event)


@pytest.mark.parametrize("text", ["", " x", "x ", "a\nb", "a\x00b", "a\u2028b", "x" * 11])
def test_a_name_is_one_short_line(text: str) -> None:
    with pytest.raises(BadInput, match="name"):
        checked_text(text, "name", longest=10)


def test_a_name_in_any_script_is_kept() -> None:
    assert checked_text("Żaneta 😀", "name", longest=10) == "Żaneta 😀"
