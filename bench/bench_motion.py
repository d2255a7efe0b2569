"""How fast bodies are posed, loads worked out and figures drawn; how right the loads are.

    python bench/bench_motion.py

Absolute times are this machine's. One core: numpy works on arrays too small for more.
"""

import gzip
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import numpy as np

from plumbline.knowledge.yaml_file import read
from plumbline.motion import ANGLES, Movement, forward, play, read_movement
from plumbline.motion.load import spine_load
from plumbline.motion.load_acceptance import outcomes
from plumbline.motion.load_supports import surfaces
from plumbline.present.figure import figure

POSES, ROUNDS = 20_000, 3
FOLDER = Path(str(resources.files("plumbline") / "knowledge" / "movements"))


def main() -> None:
    angles = np.random.default_rng(0).uniform(-30, 30, (POSES, len(ANGLES)))
    seconds = best(lambda: forward(angles, np.zeros((POSES, 3))))
    print(f"forward kinematics     {POSES / seconds:10,.0f} poses a second")
    for name in ("bridge", "cat_camel", "side_bridge_knees"):
        movement = shipped(name)
        times = np.linspace(0, movement.period, POSES)
        seconds = best(lambda movement=movement, times=times: play(movement, times))
        print(f"play {name:18}{POSES / seconds:10,.0f} poses a second")
    for name in ("hip_hinge", "bridge", "bird_dog_leg"):
        movement = shipped(name)
        frames = play(movement, np.linspace(0, movement.period, POSES))
        on = surfaces(movement)
        seconds = best(lambda frames=frames, on=on: spine_load(frames, on=on))
        print(f"load {name:18}{POSES / seconds:10,.0f} poses a second")
    acceptance()
    movements = {file.stem: shipped(file.stem) for file in sorted(FOLDER.glob("*.yaml"))}
    begin = time.perf_counter()
    sizes = {
        name: len(gzip.compress(figure(movement, title=name, name=name).encode()))
        for name, movement in movements.items()
    }
    each = (time.perf_counter() - begin) / len(sizes) * 1000
    largest = max(sizes, key=lambda name: sizes[name])
    print(f"figures                {len(sizes)} drawn, {each:.0f} ms each")
    print(f"largest                {largest}, {sizes[largest] / 1024:.1f} KB gzipped")
    print(f"middle                 {sorted(sizes.values())[len(sizes) // 2] / 1024:.1f} KB gzipped")


def acceptance() -> None:
    """How the load model does against its acceptance tests, failures included."""
    for outcome in outcomes():
        said = "passes" if outcome.passed else "FAILS"
        print(f"load {said:7}{outcome.asks}: {outcome.gives}")
    passed = sum(outcome.passed for outcome in outcomes())
    print(f"load           {passed} of {len(outcomes())} acceptance tests passed")


def shipped(name: str) -> Movement:
    return read_movement(read(FOLDER / f"{name}.yaml").value, name)


def best(work: Callable[[], object]) -> float:
    """The shortest of a few runs, in seconds."""
    runs: list[float] = []
    for _round in range(ROUNDS):
        begin = time.perf_counter()
        work()
        runs.append(time.perf_counter() - begin)
    return min(runs)


if __name__ == "__main__":
    main()
