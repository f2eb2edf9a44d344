"""Writes curve25519-ratchet.json: Double Ratchet sessions over Curve25519, as the text of 5/SECURE-TRANSPORT has them.

A model of its own: X25519 is the pseudocode of RFC 7748 and must give the RFC's values before anything is written; the
rest is HMAC-SHA256 from the standard library and AES-CTR. It shares nothing with the implementation under test.

    python3 curve25519-ratchet.py > curve25519-ratchet.json
"""

import copy
import hashlib
import hmac
import json

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

P = 2**255 - 19


def x25519(scalar: bytes, point: bytes) -> bytes:
    k = int.from_bytes(scalar, "little") & ~7 & ~(1 << 255) | (1 << 254)
    u = int.from_bytes(point, "little") & ((1 << 255) - 1)
    x1, x2, z2, x3, z3, swap = u, 1, 0, u, 1, 0
    for t in reversed(range(255)):
        bit = (k >> t) & 1
        if swap ^ bit:
            x2, x3, z2, z3 = x3, x2, z3, z2
        swap = bit
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a % P, b * b % P, d * a % P, c * b % P
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % P, x1 * (da - cb) ** 2 % P
        x2, z2 = aa * bb % P, e * (aa + 121665 * e) % P
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


BASE = (9).to_bytes(32, "little")


def mac(key, *parts):
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def hkdf(ikm, salt, info, length):
    prk, block, out = mac(salt, ikm), b"", b""
    for i in range(1, length // 32 + 2):
        block = mac(prk, block, info, bytes([i]))
        out += block
    return out[:length]


def kdf_rk(root, dh):
    out = hkdf(dh, root, b"rsZUpEuXUqqwXBvSy3EcievAh4cMj6QL", 96)
    return out[:32], out[32:64]


def kdf_ck(chain):
    return mac(chain, b"\x0f"), mac(chain, b"\x10")


def keystream(key, iv, data):
    return Cipher(algorithms.AES(key), modes.CTR(iv)).encryptor().update(data)


def associated(header):
    return header["n"].to_bytes(4, "little") + header["pn"].to_bytes(4, "little") + bytes.fromhex(header["key"])


def seal(mk, header, plaintext):
    out = hkdf(mk, bytes(32), b"pcwSByyx2CRdryCffXJwy7xgVZWtW5Sh", 80)
    body = out[64:] + keystream(out[:32], out[64:], plaintext)
    return body + mac(out[32:64], associated(header), body)


def open_(mk, header, payload):
    out = hkdf(mk, bytes(32), b"pcwSByyx2CRdryCffXJwy7xgVZWtW5Sh", 80)
    body, tag = payload[:-32], payload[-32:]
    assert hmac.compare_digest(tag, mac(out[32:64], associated(header), body))
    return keystream(out[:32], body[:16], body[16:])


class Party:
    """One side; keys of skipped messages by (ratchet key, n)."""

    def __init__(self, sk, own):
        self.root = self.send_chain = self.recv_chain = sk
        self.own, self.remote = own, None
        self.send_n = self.recv_n = self.pn = self.keys_count = 0
        self.skipped, self.read = {}, set()

    def start(self, remote):
        self.remote = remote
        self.root, self.send_chain = kdf_rk(self.root, x25519(self.own, remote))

    def send(self, plaintext):
        header = {"key": x25519(self.own, BASE).hex(), "n": self.send_n, "pn": self.pn}
        self.send_chain, mk = kdf_ck(self.send_chain)
        self.send_n += 1
        return header, seal(mk, header, plaintext)

    def skip_to(self, until):
        while self.recv_n < until:
            self.recv_chain, mk = kdf_ck(self.recv_chain)
            self.skipped[self.remote, self.recv_n] = mk
            self.recv_n += 1
            self.keys_count += 1

    def receive(self, header, payload, fresh):
        """The plaintext, or nothing for a message that was read before. Second: the message key."""
        remote = bytes.fromhex(header["key"])
        if (remote, header["n"]) in self.read:
            return None, None
        self.read.add((remote, header["n"]))
        if (remote, header["n"]) in self.skipped:
            mk = self.skipped.pop((remote, header["n"]))
            return open_(mk, header, payload), None
        if remote != self.remote:
            self.skip_to(header["pn"])
            self.remote = remote
            self.root, self.recv_chain = kdf_rk(self.root, x25519(self.own, remote))
            self.own, self.pn, self.recv_n, self.send_n = fresh, self.send_n, 0, 0
            self.root, self.send_chain = kdf_rk(self.root, x25519(self.own, remote))
        self.skip_to(header["n"])
        self.recv_chain, mk = kdf_ck(self.recv_chain)
        self.recv_n += 1
        self.keys_count += 1
        return open_(mk, header, payload), mk

    def view(self):
        return {
            "root": self.root.hex(),
            "send_chain": self.send_chain.hex(),
            "recv_chain": self.recv_chain.hex(),
            "dh_self_private": self.own.hex(),
            "dh_self": x25519(self.own, BASE).hex(),
            "dh_remote": self.remote.hex() if self.remote else "",
            "send_n": self.send_n,
            "recv_n": self.recv_n,
            "pn": self.pn,
            "keys_count": self.keys_count,
        }


def draw(*labels):
    return hashlib.sha256("/".join(map(str, labels)).encode()).digest()


def session(name, what, schedule):
    """A schedule is words: a, b send; A3, B3: alice or bob receives message 3."""
    sk, spk, first = draw(name, "sk"), draw(name, "spk"), draw(name, "alice", 0)
    parties = {"alice": Party(sk, first), "bob": Party(sk, spk)}
    parties["alice"].start(x25519(spk, BASE))
    recorded = {
        "name": name,
        "what": what,
        "sk": sk.hex(),
        "spk": x25519(spk, BASE).hex(),
        "spk_private": spk.hex(),
        "alice_first_ratchet": x25519(first, BASE).hex(),
        "alice_first_ratchet_private": first.hex(),
        "alice_state": parties["alice"].view(),
        "bob_state": parties["bob"].view(),
        "limits": {"max_skip": 1000, "max_keys_per_session": 2000, "max_keep": 3000},
        "events": [],
    }
    sent = []
    for word in schedule.split():
        by = "alice" if word[0] in "aA" else "bob"
        party = parties[by]
        event = {"by": by, "before": party.view()}
        if word[0].islower():
            plaintext = f"{name} {len(sent)}".encode() * (1 + len(sent) % 3)
            header, payload = party.send(plaintext)
            event |= {"op": "send", "msg": len(sent), "plaintext": plaintext.hex(), "header": header}
            event |= {"payload": payload.hex(), "ad": associated(header).hex()}
            sent.append((header, payload))
        else:
            number = int(word[1:])
            before, fresh = copy.copy(party), draw(name, by, number)
            known = dict(party.skipped)
            plaintext, mk = party.receive(*sent[number], fresh)
            event |= {"op": "receive", "msg": number, "ok": plaintext is not None}
            if plaintext is None:
                event |= {"error_kind": "message_key_consumed"}
            else:
                added = [v.hex() for k, v in party.skipped.items() if k not in known]
                event |= {"plaintext": plaintext.hex()}
                event |= {"keys_added": [{"mk": key} for key in added + ([mk.hex()] if mk else [])] or None}
            if party.own != before.own:
                event |= {"new_ratchet_private": fresh.hex()}
        event["after"] = party.view()
        recorded["events"].append(event)
    return recorded


def rfc7748():
    """RFC 7748, 5.2 and 6.1."""
    vectors = [
        (
            "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
            "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
            "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        ),
        (
            "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
            "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
            "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
        ),
        (
            "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
            "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
            "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742",
        ),
        (
            "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
            "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
            "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742",
        ),
    ]
    return [{"private": k, "public": u, "shared": s} for k, u, s in vectors]


def main():
    agreements = rfc7748()
    for vector in agreements:
        shared = x25519(bytes.fromhex(vector["private"]), bytes.fromhex(vector["public"]))
        assert shared.hex() == vector["shared"], vector
    sessions = [
        session("in order", "turns of one and of several messages", "a B0 b A1 a a a B2 B3 B4 b b A5 A6 a B7 b A8"),
        session("lost and reordered", "within a chain, and across ratchet steps", "a a a a B3 B1 b b A5 a a B7 B0 b A8 A4 B6 B2"),
        session("repeated", "current chain, previous chain, skipped key", "a a a B0 B0 B2 B2 B1 B1 b A3 a B4 B0 B1 A3"),
        session("responder first", "the responder sends before it has received anything", "b b A1 A0 a B2 b A3 a B4"),
        session("both first", "both send before either receives", "a b B0 A1 a b A3 B2 a B4"),
    ]
    about = "Made by curve25519-ratchet.py, a model of its own."
    document = {"about": about, "curve25519_agreements": agreements, "curve25519_sessions": sessions}
    print(json.dumps(document, indent=1))


if __name__ == "__main__":
    main()
