"""A newcomer's machine may have any browser or none: it is found, installed, or missed with a clear word."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from slides import chromium
from slides.chromium import ChromiumMissing, find_chromium, install_chromium, launch

from ..patience import PATIENCE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its browsers are shell scripts")


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine without any browser: an empty PATH and home, and no downloads of Playwright's."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloads"))
    monkeypatch.setattr(chromium, "DEBIAN", tmp_path / "debian_version")
    monkeypatch.setattr(chromium, "_is_root", lambda: False)
    (tmp_path / "bin").mkdir()
    return tmp_path


def script(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)
    return path


def test_the_environment_variable_comes_first(machine, monkeypatch):
    script(machine / "bin" / "chromium")
    mine = script(machine / "mine")
    monkeypatch.setenv("CHROMIUM", str(mine))
    assert find_chromium() == mine


def test_an_environment_variable_that_names_nothing_is_an_error(machine, monkeypatch):
    script(machine / "bin" / "chromium")
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    with pytest.raises(ChromiumMissing, match="CHROMIUM names '/no/such/browser'"):
        find_chromium()


@pytest.mark.parametrize("name", chromium.COMMANDS)
def test_each_usual_command_is_found(machine, name):
    assert find_chromium() is None
    browser = script(machine / "bin" / name)
    assert find_chromium() == browser


def test_a_stub_that_does_not_run_is_passed_over(machine):
    script(machine / "bin" / "chromium-browser", "exit 1")
    chrome = script(machine / "bin" / "google-chrome")
    assert find_chromium() == chrome


def test_macos_keeps_browsers_among_the_applications(machine, monkeypatch):
    monkeypatch.setattr(chromium.sys, "platform", "darwin")
    chrome = script(machine / "home/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    assert chrome in chromium._usual_places()
    assert find_chromium() == chrome


def test_windows_keeps_browsers_among_the_programs(machine, monkeypatch):
    monkeypatch.setattr(chromium.sys, "platform", "win32")
    monkeypatch.setattr(chromium.shutil, "which", lambda name: None)
    monkeypatch.setenv("ProgramFiles", str(machine / "Program Files"))
    edge = script(machine / "Program Files/Microsoft/Edge/Application/msedge.exe")
    assert find_chromium() == edge


def test_a_download_of_playwrights_counts_only_when_it_is_complete(machine):
    asked = subprocess.run(
        [
            sys.executable,
            "-c",
            "from playwright.sync_api import sync_playwright as start\n"
            "with start() as playwright: print(playwright.chromium.executable_path)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    browser = script(Path(asked.stdout.strip()))
    assert find_chromium() is None
    revision = machine / "downloads" / browser.relative_to(machine / "downloads").parts[0]
    (revision / "INSTALLATION_COMPLETE").touch()
    assert find_chromium() == browser


@pytest.fixture
def refused(machine, monkeypatch):
    """The same machine, where Playwright's download fails and apt-get gives a Chromium."""
    monkeypatch.setattr(chromium.sys, "executable", str(script(machine / "python", "echo refused; exit 1")))
    script(
        machine / "bin" / "apt-get",
        f'echo "$@" >> "{machine}/calls"',
        f'[ "$1" = install ] && printf "#!/bin/sh\\n" > "{machine}/bin/chromium"',
        f'[ "$1" = install ] && /bin/chmod +x "{machine}/bin/chromium"',
    )
    return machine


def test_root_on_debian_gets_the_package_where_the_download_is_refused(refused, monkeypatch, capfd):
    chromium.DEBIAN.touch()
    monkeypatch.setattr(chromium, "_is_root", lambda: True)
    assert install_chromium() == refused / "bin" / "chromium"
    assert "refused" not in "".join(capfd.readouterr()), "who has one in the end need not hear it"
    assert (refused / "calls").read_text().splitlines() == [
        "update",
        "install -y --no-install-recommends chromium fonts-dejavu",
    ]


def test_no_fonts_are_installed_where_there_are_some(refused, monkeypatch):
    chromium.DEBIAN.touch()
    monkeypatch.setattr(chromium, "_is_root", lambda: True)
    script(refused / "bin" / "fc-list", "echo DejaVuSans.ttf")
    install_chromium()
    assert (refused / "calls").read_text().splitlines()[1].endswith(" chromium")


@pytest.mark.parametrize("root, debian", [(False, True), (True, False)])
def test_nobody_else_calls_apt_get(refused, monkeypatch, root, debian, capfd):
    if debian:
        chromium.DEBIAN.touch()
    monkeypatch.setattr(chromium, "_is_root", lambda: root)
    with pytest.raises(ChromiumMissing, match="No Chromium could be installed"):
        install_chromium()
    assert not (refused / "calls").exists()
    assert "refused" in capfd.readouterr().err, "now it is to be known why"


def test_an_installer_that_hangs_is_stopped(machine, monkeypatch, capsys):
    monkeypatch.setattr(chromium, "INSTALL_SECONDS", 0.2)
    monkeypatch.setattr(chromium.sys, "executable", str(script(machine / "python", "exec /bin/sleep 60")))
    monkeypatch.setattr(chromium, "_playwrights_own", lambda: None)
    with pytest.raises(ChromiumMissing):
        install_chromium()
    assert "was stopped after 0.2 s" in capsys.readouterr().err


def test_launch_without_any_says_what_to_do(machine):
    with pytest.raises(ChromiumMissing, match="python -m slides.chromium"):
        launch(None)


def test_launch_starts_the_browser_of_this_machine():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        page.set_content("<h1>Descent</h1>")
        assert page.inner_text("h1") == "Descent"
        browser.close()


def test_the_command_says_which_one_is_used():
    done = command()
    assert done.returncode == 0
    assert Path(done.stdout.removeprefix("Chromium: ").strip()).is_file()


def test_the_command_fails_with_a_message_without_one():
    done = command(CHROMIUM="/no/such/browser")
    assert done.returncode == 1
    assert "CHROMIUM names '/no/such/browser'" in done.stderr


def command(**environment):
    return subprocess.run(
        [sys.executable, "-m", "slides.chromium"],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=PATIENCE,
    )
