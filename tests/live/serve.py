"""The class's page under test: starts tests/live/live_serve and tells it what to do."""
import subprocess


class Address:
    """Where a page is: http://HOST:PORT/TOKEN."""

    def __init__(self, url):
        self.url = url
        place, self.token = url.removeprefix("http://").split("/")
        self.host, port = place.split(":")
        self.port = int(port)


class Serve(Address):
    def __init__(self, program, *arguments):
        self.process = subprocess.Popen([program, *arguments], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        first = self.process.stdout.readline().split()
        if len(first) != 2 or first[0] != "url":
            raise SystemExit(f"{program} says no address: {first}")
        super().__init__(first[1])

    def do(self, line):
        """The lines that it answers before its ok."""
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = []
        while True:
            said = self.process.stdout.readline()
            if not said:
                raise SystemExit(f"live_serve ended at '{line}', code {self.process.wait()}")
            if said == "ok\n":
                return answer
            answer.append(said.split())

    def tally(self):
        voters, votes = self.do("tally")
        return int(voters[1]), [int(v) for v in votes[1:]]

    def events(self):
        return [int(n) for n in self.do("events")[0][1::2]]

    def figures(self):
        """joined, requests, refused, KiB of memory, open descriptors"""
        return [int(n) for n in self.do("figures")[0][1:]]

    def end(self):
        """Closes its page in order; the exit code."""
        self.process.stdin.close()
        code = self.process.wait(timeout=20)
        self.process.stdout.close()
        return code

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
