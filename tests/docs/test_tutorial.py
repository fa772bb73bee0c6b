"""The tutorial runs as it is printed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_tutorial_runs(project: Path, offline_env: dict[str, str], tmp_path: Path) -> None:
    """Every shell block of the tutorial, one after the other, in an empty folder and without a network."""
    blocks = BLOCK.findall((project / "docs" / "tutorial.md").read_text("utf-8"))
    assert len(blocks) > 5
    env = {**offline_env, "PATH": f"{Path(sys.executable).parent}:{offline_env['PATH']}"}
    script = "set -euo pipefail\n" + "\n".join(blocks)
    done = subprocess.run(["bash", "-c", script], env=env, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stdout + done.stderr
    assert (tmp_path / "acts.xlsx").stat().st_size
    assert '"acts":[{' in (tmp_path / "coded.jsonl").read_text("utf-8").replace(" ", "")
    assert "«" in done.stdout, "`onrecord why` marks the words"
