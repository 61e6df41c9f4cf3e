#!/bin/sh
# Puts uv into a private environment of its own (.uv): no system pip is touched. Any Python 3.8+ will do for this step.
set -eu
for python in python3 python3.13 python3.12 python3.11 python3.10; do
    if command -v "$python" >/dev/null 2>&1 && "$python" -m venv .uv >/dev/null 2>&1; then
        exec .uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
    fi
done
echo "No Python with the venv module was found. On Debian: apt install python3-venv" >&2
exit 1
