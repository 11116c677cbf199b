"""Settings, as the environment gives them."""

from dataclasses import fields
from pathlib import Path

import pytest

from romarin.api import SETTINGS, Settings
from romarin.api.errors import SettingInvalid


def test_nothing_set_means_the_defaults_that_the_table_tells() -> None:
    defaults = Settings.from_env({})
    assert defaults == Settings()
    told = {setting.field: setting.default for setting in SETTINGS}
    for name in (
        "encoder",
        "host",
        "port",
        "workers",
        "cache_seconds",
        "log_level",
        "queue",
        "time_limit",
    ):
        assert str(getattr(defaults, name)) == told[name]


def test_the_table_lists_every_setting_once() -> None:
    # metrics_folder is set by `serve` alone.
    told = [setting.field for setting in SETTINGS]
    assert sorted([*told, "metrics_folder"]) == sorted(field.name for field in fields(Settings))


def test_what_is_set_is_read() -> None:
    environ = {
        "ROMARIN_ARTEFACTS": "/srv/artefact",
        "ROMARIN_ENCODER": "/srv/encoder",
        "ROMARIN_HOST": "0.0.0.0",
        "ROMARIN_PORT": "8080",
        "ROMARIN_WORKERS": "2",
        "ROMARIN_ROOT_PATH": "/romarin/",
        "ROMARIN_CORS_ORIGINS": "https://a.example, http://localhost:3000",
        "ROMARIN_CACHE_SECONDS": "0",
        "ROMARIN_LOG_LEVEL": "Warning",
        "ROMARIN_WITHOUT": " extraction, extraction",
        "ROMARIN_QUEUE": "4",
        "ROMARIN_TIME_LIMIT": "600",
        "OTHER": "x",
    }
    assert Settings.from_env(environ) == Settings(
        artefacts=Path("/srv/artefact"),
        encoder="/srv/encoder",
        host="0.0.0.0",
        port=8080,
        workers=2,
        root_path="/romarin",
        cors_origins=("https://a.example", "http://localhost:3000"),
        cache_seconds=0,
        log_level="warning",
        without=("extraction",),
        queue=4,
        time_limit=600,
    )


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_left_empty_a_setting_keeps_its_default(setting: object) -> None:
    assert Settings.from_env({getattr(setting, "name", ""): ""}) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ROMARIN_PORT", "http"),
        ("ROMARIN_PORT", "65536"),
        ("ROMARIN_WORKERS", "0"),
        ("ROMARIN_CACHE_SECONDS", "-1"),
        ("ROMARIN_ROOT_PATH", "romarin"),
        ("ROMARIN_LOG_LEVEL", "loud"),
        ("ROMARIN_WITHOUT", "lookup"),
        ("ROMARIN_QUEUE", "0"),
        ("ROMARIN_TIME_LIMIT", "601"),
        ("ROMARIN_CORS_ORIGINS", "emploi.example.fr"),
        ("ROMARIN_CORS_ORIGINS", "https://emploi.example.fr/page"),
        ("ROMARIN_CORS_ORIGINS", "https://*.example.fr/"),
    ],
)
def test_a_setting_that_cannot_be_is_named_with_the_way_out(name: str, value: str) -> None:
    with pytest.raises(SettingInvalid, match=rf"{name} is .*; give .*, or leave it out"):
        Settings.from_env({name: value})
