"""Many returns in the queue: one worker against two."""
import os

from .loading import YEAR
from .measuring import in_turn, measure, ratios, summary, table
from .place import BenchError, bytes_under, say
from .server import Server


def run(place, folder, given):
    place.need(4)
    scale = given.scale or 0.2
    returns = place.synthesise(os.path.join(folder, "returns"), "--year", YEAR, "--scale", str(scale))
    home = os.path.join(folder, "home")
    server = Server(place, home)
    codes = sorted(name for name in os.listdir(os.path.join(returns, YEAR)) if name.isdigit())
    say(f"Handing in {len(codes)} returns ...")
    place.run("collection", "open", f"sen2@{YEAR}", "--sign-off", "none", "--home", home)
    for code in codes:
        message = os.path.join(returns, YEAR, code)
        place.run("submit", message, "--from", f"la:{code}", "--return", f"sen2@{YEAR}", "--home", home)
    server.keep_as_start()
    answers = set()

    def work(concurrency):
        server.start_again()
        words = [place.program, "work", "--once", "--quiet", "--home", home, "--concurrency", str(concurrency)]
        done = measure(words, server)
        answers.add(tuple(server.rows().items()))
        return done

    two, one = in_turn(given.pairs, lambda: work(2), lambda: work(1), say)
    if len(answers) != 1:
        raise BenchError("the runs loaded different numbers of rows.")
    rows, size = sum(count for _, count in next(iter(answers))), bytes_under(returns, ".xml")
    ratio = ratios(two, one)
    results = {"two workers": summary(two), "one worker": summary(one)}
    table(
        [f"{len(codes)} returns", "rows", "wall s", "rows/s", "MB/s", "cpu s", "server cpu s", "peak MiB", "server MiB"],
        [
            [name, rows, r["wall"], rows / r["wall"], size / 1e6 / r["wall"], r["cpu"], r["server_cpu"], r["peak"],
             r["server_peak"]]
            for name, r in results.items()
        ],
    )
    print(f"Two against one: {ratio['median']:.2f} ({ratio['least']:.2f}–{ratio['greatest']:.2f}).")
    place.write("workers", {"scale": scale, "returns": len(codes), "rows": rows, "bytes": size, "ratio": ratio,
                            "runs": results})
