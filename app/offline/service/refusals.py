"""Why a command was not applied, as the answer to it."""

from __future__ import annotations

import logging
from typing import Any

from pydantic import ValidationError
from sqlalchemy.exc import DataError, DBAPIError

from app.offline.models import Status
from app.offline.registry import Held
from app.offline.schema import Arrived, Result
from app.shared.errors import Conflict, DomainError, Invalid
from app.shared.i18n import N_, translate

log = logging.getLogger(__name__)


def refusal(arrived: Arrived, error: Exception, language: str) -> Result:
    """The answer to a command that raised. Raises what is wrong with the database and not with the command."""
    answer = Result(id=str(arrived.id), status=Status.REJECTED, sha256=arrived.sha256)
    match error:
        case ValidationError():
            answer.errors = of_pydantic(error, language)
        case Invalid():
            answer.errors = [one.as_error(language) for one in error.errors]
        case Conflict():
            answer.status = Status.CONFLICT
            answer.errors = [error.as_error(language)]
            answer.fields = list(error.values.get("fields", []))
            answer.theirs = error.values.get("theirs")
        case Held():
            return held(arrived, error.field, "parent_missing", N_("等待关联内容先送达。"), language)
        case DomainError():
            answer.errors = [error.as_error(language)]
        case DataError():  # a value that the database cannot keep would fail every time and block what lies behind it
            log.exception("command %s does not fit", arrived.id, exc_info=error)
            answer.errors = [_problem(None, "does_not_fit", N_("有内容无法保存，请改短或换个写法再送。"), language)]
        case DBAPIError():
            raise error
        case _:
            log.exception("command %s failed", arrived.id, exc_info=error)
            return held(arrived, None, "server_error", N_("服务器出了问题，记录留在手机上，稍后会自动再送。"), language)
    return answer


def held(arrived: Arrived, field: str | None, code: str, sentence: str, language: str) -> Result:
    """Not now: the phone keeps it and sends it again."""
    errors = [_problem(field, code, sentence, language)]
    return Result(id=str(arrived.id), status=Status.HELD, sha256=arrived.sha256, errors=errors)


def _problem(field: str | None, code: str, sentence: str, language: str) -> dict[str, Any]:
    return {"field": field, "code": code, "message": translate(sentence, language)}


ODD = N_("这一项的内容不对，请检查。")
PYDANTIC_WORDS = {
    "missing": N_("这一项必须填写。"),
    "string_too_long": N_("太长了，请缩短。"),
    "too_long": N_("太多了，请减少。"),
    "enum": N_("不在可选范围内。"),
    "literal_error": N_("不在可选范围内。"),
    "uuid_parsing": N_("编号不对，请回到列表重新打开再试。"),
    "extra_forbidden": N_("这个版本的邻聚不认识这一项，请更新后再送。"),
}


def of_pydantic(error: ValidationError, language: str) -> list[dict[str, Any]]:
    """Pydantic's findings as `{field, code, message}` with a sentence for a person."""
    return [
        {
            "field": ".".join(str(part) for part in found["loc"]) or None,
            "code": found["type"],
            "message": translate(PYDANTIC_WORDS.get(found["type"], ODD), language),
        }
        for found in error.errors(include_url=False, include_input=False)
    ]
