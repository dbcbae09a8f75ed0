"""JupyterLab on a folder of copies: its settings, its start page, the look of the slides in every folder."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from jupyter_server.base.handlers import AuthenticatedFileHandler
from jupyter_server.serverapp import list_running_servers
from jupyter_server.utils import url_path_join

from .lectures import NOTEBOOKS

SETTINGS = Path(__file__).parent / "jupyter"
"""A folder of Jupyter's configuration; what a reader has set goes before it.

No question about news, and the list of files has room for their names.
"""

SECONDS = 10
"""Longest time to ask the running server what is open."""

IsOpen = Callable[[str], bool]


def serve(
    work: Path,
    port: int | None = None,
    browser: bool = True,
    start: str = "",
    prepare: Callable[[IsOpen], None] | None = None,
) -> None:
    """Run JupyterLab in a folder, on this machine alone, until it is stopped.

    Parameters
    ----------
    work : Path
        The folder; it is made if there is none.
    port : int, optional
        The port; without one, the first free one from 8888 on.
    browser : bool
        Whether to open it in the browser.
    start : str
        The notebook that opens; without one it is JupyterLab's Launcher.
    prepare : callable, optional
        Called when the port is taken and before the first page is served. Its argument tells, later on,
        whether the notebook of a name is open.

    Raises
    ------
    SystemExit
        If the port is taken by somebody else.
    """
    from jupyterlab.labapp import LabApp

    # Kernels explain a NameError; who has a start-up file already keeps it.
    os.environ.setdefault("PYTHONSTARTUP", str(Path(__file__).with_name("startup.py")))
    work.mkdir(parents=True, exist_ok=True)
    paths = [str(SETTINGS), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))
    options = [
        f"--ServerApp.root_dir={work}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.open_browser={browser}",
        # It asks nothing of the network: no news, no search for updates.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
        # It listens to this machine alone, so root, as in a container, is no danger to others.
        "--ServerApp.allow_root=True",
        # Ctrl-C ends it at once: beneath make there is nobody to answer a question.
        "--ServerApp.answer_yes=True",
    ]
    if start:
        options.append(f"--LabApp.default_url=/lab/tree/{start}")
    if port is not None:
        options += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    server = LabApp.initialize_server(argv=options)
    look = [path.name for path in NOTEBOOKS.glob("rise.*")]
    server.contents_manager.hide_globs = [*server.contents_manager.hide_globs, *look]
    address = url_path_join(server.base_url, rf"/files/(.*/)?({'|'.join(look)})")
    server.web_app.add_handlers(".*$", [(address, LookHandler, {"path": str(work)})])
    if prepare:
        prepare(lambda name: _is_open(server, name))
    server.start()


def running(work: Path) -> str | None:
    """The address of a JupyterLab that runs in this folder already, if there is one."""
    for server in list_running_servers():
        if Path(server["root_dir"]) == work:
            return f"{server['url']}lab?token={server['token']}"
    return None


class LookHandler(AuthenticatedFileHandler):
    """RISE asks for style and script beside the notebook; a folder without gets those of the copies."""

    def get(self, folder: str | None, name: str):
        """Get a file by the folder of the notebook and its own name."""
        root = Path(self.settings["server_root_dir"]).expanduser().resolve()
        own = (root / (folder or "")).resolve()
        if own.is_relative_to(root) and (own / name).is_file():
            self.root = str(own)
        return super().get(name)


def _is_open(server, name: str) -> bool:
    """Whether a notebook of this name has a kernel; asked from another thread than the server's."""
    sessions = asyncio.run_coroutine_threadsafe(
        server.session_manager.list_sessions(), server.io_loop.asyncio_loop
    )
    return any(session["path"] == name for session in sessions.result(SECONDS))
