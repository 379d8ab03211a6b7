"""Settings are read once, typed, and wrong ones name themselves."""

from pathlib import Path

import pytest

from app.shared.settings import BadSetting, read_settings


def test_nothing_set_is_a_complete_installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    found = read_settings({})
    assert found.port == 8000
    assert found.home == tmp_path / "var"
    assert found.database_url == f"sqlite:///{tmp_path}/var/linju.db"
    assert found.photos_url == f"file://{tmp_path}/var/photos"
    assert found.public_url == "http://localhost:8000"
    assert found.redis_url is None
    assert not found.oidc and not found.secure


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
        ("sqlite:////data/x.db", "sqlite:////data/x.db"),
    ],
)
def test_database_urls_are_taken_as_people_write_them(given: str, used: str) -> None:
    assert read_settings({"LINJU_DATABASE_URL": given}).database_url == used


def test_a_relative_database_is_found_from_any_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_settings({"LINJU_DATABASE_URL": "sqlite:///x.db"}).database_url == f"sqlite:///{tmp_path}/x.db"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("LINJU_DATABASE_URL", "mysql://u@h/d"),
        ("LINJU_REDIS_URL", "localhost:6379"),
        ("LINJU_PUBLIC_URL", "linju.example"),
        ("LINJU_PUBLIC_URL", "ftp://linju.example"),
        ("LINJU_OIDC_ISSUER", "id.example"),
        ("LINJU_PROXY_HOPS", "many"),
    ],
)
def test_a_wrong_value_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        read_settings({name: value})


def test_empty_variables_count_as_unset() -> None:
    names = (
        "PORT", "LINJU_HOME", "LINJU_DATABASE_URL", "LINJU_REDIS_URL", "LINJU_PHOTOS_URL", "LINJU_PUBLIC_URL",
        "LINJU_PROXY_HOPS", "LINJU_OIDC_ISSUER", "LINJU_OIDC_CLIENT_ID", "LINJU_OIDC_CLIENT_SECRET",
    )  # fmt: skip
    assert read_settings(dict.fromkeys(names, "")) == read_settings({})


def test_our_own_addresses_may_open_the_socket() -> None:
    found = read_settings({"LINJU_PUBLIC_URL": "https://linju.example/", "PORT": "8080"})
    assert set(found.allowed_origins) == {"https://linju.example", "http://localhost:8080", "http://127.0.0.1:8080"}


def test_secrets_are_not_printed() -> None:
    found = read_settings(
        {"LINJU_OIDC_ISSUER": "https://id", "LINJU_OIDC_CLIENT_ID": "x", "LINJU_OIDC_CLIENT_SECRET": "geheim"}
    )
    assert found.oidc and "geheim" not in repr(found)


@pytest.mark.parametrize(
    ("url", "for_good"),
    [
        ("https://linju.example", True),
        ("https://linju.xiamen.gov.cn:8443", True),
        ("http://linju.example", False),
        ("https://localhost:8000", False),
        ("https://192.168.1.5:8000", False),
        ("https://[::1]:8000", False),
        ("https://lounge.local", False),
        ("https://lounge", False),
    ],
)
def test_only_a_public_name_is_bound_to_https_for_good(url: str, for_good: bool) -> None:
    assert read_settings({"LINJU_PUBLIC_URL": url}).https_for_good is for_good
