"""What importing the service costs."""

import subprocess
import sys

HEAVY = ("fastapi", "starlette", "pydantic", "uvicorn", "numpy", "faiss", "onnxruntime")


def test_settings_and_serve_are_imported_without_what_they_start() -> None:
    # `serve` sets the thread counts of numpy and FAISS, which read them as they are imported.
    script = f"import sys, romarin.api; print(*set(sys.modules).intersection({HEAVY}))"
    environ = {"PYTHONPATH": ":".join(sys.path)}
    imported = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True
    )
    assert imported.stdout.split() == []
