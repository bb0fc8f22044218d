"""The channel layer of the embedded mode: memory, shared safely by the server's loop and all threads."""

import asyncio
from collections.abc import Awaitable, Callable

from channels.layers import InMemoryChannelLayer


class ThreadSafeLayer(InMemoryChannelLayer):
    """Queues belong to the loop that listens; whoever sends from another loop or thread hops onto it."""

    def __init__(self, capacity: int = 10_000, **options):
        super().__init__(capacity=capacity, **options)
        self._home: asyncio.AbstractEventLoop | None = None

    async def receive(self, channel):
        loop = asyncio.get_running_loop()
        if self._home is not loop:
            self._home = loop
            self.channels.clear()  # queues of a loop that is gone cannot be read by the next one
        return await super().receive(channel)

    async def send(self, channel, message):
        return await self._at_home(lambda: super(ThreadSafeLayer, self).send(channel, message))

    async def group_add(self, group, channel):
        return await self._at_home(lambda: super(ThreadSafeLayer, self).group_add(group, channel))

    async def group_discard(self, group, channel):
        return await self._at_home(lambda: super(ThreadSafeLayer, self).group_discard(group, channel))

    async def group_send(self, group, message):
        return await self._at_home(lambda: super(ThreadSafeLayer, self).group_send(group, message))

    async def _at_home(self, call: Callable[[], Awaitable]):
        home = self._home
        if home is None or home is asyncio.get_running_loop() or not home.is_running():
            return await call()
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_run(call), home))


async def _run(call: Callable[[], Awaitable]):
    return await call()
