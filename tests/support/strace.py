"""A process watched from outside: whom it talks to, and which files it makes."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from support.system_tools import lacking

_CALLS = (
    "connect,sendto,sendmsg,sendmmsg,open,openat,creat,mkdir,mkdirat,mknod,mknodat,"
    "rename,renameat,renameat2,link,linkat,symlink,symlinkat"
)
_ADDRESS = re.compile(r'sin6?_port=htons\((\d+)\).*?(?:inet_addr\(|AF_INET6, )"([^"]+)"')
_MADE = re.compile(
    r"^(?:open|openat|creat|mkdir|mkdirat|mknod|mknodat|rename|renameat|renameat2|link|linkat|"
    r"symlink|symlinkat)\("
)
_PATH = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')


def why_not() -> str | None:
    """Return why processes cannot be watched here, or None."""
    if reason := lacking("strace"):
        return reason
    tried = subprocess.run(["strace", "-f", "true"], capture_output=True, check=False)  # noqa: S607 - from PATH
    return None if tried.returncode == 0 else "strace may not trace here (root with CAP_SYS_PTRACE)"


@dataclass(frozen=True)
class Strace:
    """Traces of processes in a folder, one file per thread, so that no line is split."""

    folder: Path

    def prefix(self) -> list[str]:
        """Return the command in front of another; the other is the direct child (-D)."""
        output = str(self.folder / "trace")
        return ["strace", "-D", "-ff", "-y", "-s", "300", "-o", output, "-e", f"trace={_CALLS}"]

    def lines(self) -> list[str]:
        """Return all traced calls that were not refused."""
        texts = (path.read_text(errors="replace") for path in self.folder.glob("trace.*"))
        return [line for text in texts for line in text.splitlines() if "= -1 " not in line]

    def strangers(self) -> list[str]:
        """Return the calls to anybody but this machine, whether they were answered or not."""
        found = []
        for path in self.folder.glob("trace.*"):
            for line in path.read_text(errors="replace").splitlines():
                for port, host in _ADDRESS.findall(line):
                    if host not in {"127.0.0.1", "::1"} or port == "53":
                        found.append(line)
        return found

    def made(self) -> set[Path]:
        """Return the files, folders and links that were made."""
        made = set()
        for line in self.lines():
            if not _MADE.match(line):
                continue
            if line.startswith("open") and "O_CREAT" not in line:
                continue
            folder, name = _PATH.findall(line)[-1]
            made.add(Path(folder) / name)
        return made
