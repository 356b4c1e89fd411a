"""A proxy before PostgreSQL that counts protocol messages and cuts all connections after one of them.

usage: wire_proxy.py FOLDER TARGET CUT
Listens on FOLDER/.s.PGSQL.5432, passes on to TARGET (a socket's path, or host:port), and after message CUT closes every
connection there is; later ones pass. Without a cut (0) it only counts. Says "ready", and the count when its input ends.
"""

import asyncio
import struct
import sys

folder, target, cut = sys.argv[1], sys.argv[2], int(sys.argv[3])
count = 0
writers = set()


def note():
    """Counts a message; true when it may pass."""
    global count
    count += 1
    if count != cut:
        return True
    for writer in writers:
        writer.transport.abort()
    writers.clear()
    return False


async def message(reader, typed):
    head = await reader.readexactly(5 if typed else 4)
    length = struct.unpack("!I", head[-4:])[0]
    return head + await reader.readexactly(length - 4)


async def pump(reader, writer, typed):
    try:
        while True:
            piece = await message(reader, typed)
            typed = True
            if not note():
                return
            writer.write(piece)
            await writer.drain()
    except (OSError, asyncio.IncompleteReadError):
        pass
    finally:
        writers.discard(writer)
        writer.close()


async def accept(reader, writer):
    if target.startswith("/"):
        server = await asyncio.open_unix_connection(target)
    else:
        host, port = target.rsplit(":", 1)
        server = await asyncio.open_connection(host, int(port))
    writers.update([writer, server[1]])
    await asyncio.gather(pump(reader, server[1], False), pump(server[0], writer, True))


async def main():
    await asyncio.start_unix_server(accept, folder + "/.s.PGSQL.5432")
    print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    print(count, flush=True)


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
