"""From the start of a server's process to the first good answer of /health, and the memory it holds ten seconds later.

`first start` finds an empty folder and has to lay its database out; `restart` finds what the first start left.
Memory is summed over the server's process and all its descendants; PSS counts a page shared by n processes as 1/n.
"""

import time

import measuring
import mlflow_server
import roost

SETTLE = 10


def main():
    parser = measuring.arguments(__doc__, rounds=3)
    parser.add_argument("--settle", type=float, default=SETTLE, help="seconds between healthy and measuring memory")
    options = parser.parse_args()

    def sample(serve):
        """What was measured, in seconds and megabytes, in the order of the tables below."""
        with measuring.scratch_folder() as folder:
            with serve(folder, measuring.free_port()) as running:
                first = running.healthy_after, running.cpu
            with serve(folder, measuring.free_port()) as running:
                again = running.healthy_after, running.cpu
                time.sleep(options.settle)
                resident, proportional = measuring.memory(running.pid)
        return *first, *again, resident / 1e6, proportional / 1e6

    contestants = {
        "mlflow server": lambda: sample(mlflow_server.serve),
        "mlflow server 1 worker": lambda: sample(lambda folder, port: mlflow_server.serve(folder, port, workers=1)),
    }
    if roost.present():
        contestants = {"roost": lambda: sample(roost_serve), **contestants}
    samples = measuring.alternate(contestants, options.rounds, options.only)

    measuring.machine()
    titles = [("first start to healthy", "s", 3), ("its processor time", "s", 3),
              ("restart to healthy", "s", 3), ("its processor time", "s", 3),
              (f"resident memory (RSS) {options.settle:.0f} s later", "MB", 0),
              (f"proportional memory (PSS) {options.settle:.0f} s later", "MB", 0)]  # fmt: skip
    for column, (title, unit, digits) in enumerate(titles):
        values = {name: [one[column] for one in taken] for name, taken in samples.items()}
        measuring.table(title, unit, values, digits=digits)


def roost_serve(folder, port):
    return roost.serve(folder / "home", port, folder / "log")


if __name__ == "__main__":
    main()
