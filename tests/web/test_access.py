"""Who may come in."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import httpx2
import pytest

from pocket_tts_wyoming.web.access import AccessRules
from support.web_house import WebHouse

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "a-token-that-is-long-enough"  # noqa: S105 - a test's own
INGRESS = "127.0.0.2"  # stands for the Supervisor's address
STATES = ("/api/state", "/api/answers", "/api/log", "/api/words", "/metrics", "/v1/audio/voices")


def from_address(house: WebHouse, address: str) -> httpx2.Client:
    transport = httpx2.HTTPTransport(local_address=address)
    return httpx2.Client(base_url=house.url, transport=transport, timeout=20)


def plain(house: WebHouse) -> httpx2.Client:
    return httpx2.Client(base_url=house.url, timeout=20)


def test_in_home_assistant_only_the_ingress_peer_comes_in(tmp_path: Path) -> None:
    rules = AccessRules(ingress_peer=INGRESS, local=False)
    with WebHouse(tmp_path, rules) as house:
        with from_address(house, INGRESS) as ingress:
            headers = {"host": "homeassistant.local:8123"}
            assert [ingress.get(path, headers=headers).status_code for path in STATES] == [200] * 6
        with from_address(house, "127.0.0.1") as other:
            # A header can be written by anybody.
            headers = {"x-forwarded-for": INGRESS, "x-ingress-path": "/api/hassio_ingress/a"}
            for path in ("/", *STATES):
                answer = other.get(path, headers=headers)
                assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")
            assert other.post("/v1/audio/speech", json={"input": "a"}).status_code == 403
            assert other.get("/health").status_code == 200


def test_in_home_assistant_the_token_lets_programs_in(tmp_path: Path) -> None:
    rules = AccessRules(ingress_peer=INGRESS, token=TOKEN, local=False)
    with WebHouse(tmp_path, rules) as house, from_address(house, "127.0.0.1") as other:
        assert other.get("/metrics").status_code == 401
        headers = {"authorization": f"Bearer {TOKEN}"}
        assert other.get("/metrics", headers=headers).status_code == 200
        with from_address(house, INGRESS) as ingress:
            assert ingress.get("/api/state").status_code == 200


def test_with_a_token_nothing_is_had_without(tmp_path: Path) -> None:
    with WebHouse(tmp_path, AccessRules(token=TOKEN)) as house, plain(house) as client:
        for path in STATES:
            assert client.get(path).status_code == 401
            wrong = {"authorization": f"Bearer {TOKEN}x", "cookie": "pocket_tts=x"}
            assert client.get(path, headers=wrong).status_code == 401
        login = client.get("/")
        assert login.status_code == 401
        assert "text/html" in login.headers["content-type"]
        assert client.post("/v1/audio/speech", json={"input": "a"}).status_code == 401


def test_a_person_logs_in_with_the_token(tmp_path: Path) -> None:
    with WebHouse(tmp_path, AccessRules(token=TOKEN)) as house, plain(house) as client:
        wrong = client.post("/login", data={"token": "guess"})
        assert (wrong.status_code, wrong.headers["location"]) == (303, "./?wrong")
        assert client.get("/api/state").status_code == 401
        right = client.post("/login", data={"token": TOKEN})
        assert right.status_code == 303
        assert TOKEN not in right.headers["set-cookie"]
        assert "HttpOnly" in right.headers["set-cookie"]
        assert "SameSite=strict" in right.headers["set-cookie"]
        assert client.get("/api/state").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),  # a program
        ({"origin": "{url}"}, 200),
        ({"origin": "{url}", "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:1"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://evil.example", "x-forwarded-host": "evil.example"}, 403),
        ({"origin": "http://evil.example", "host": "evil.example"}, 403),  # DNS rebinding
    ],
)
def test_another_sites_page_changes_nothing(
    house: WebHouse, client: httpx2.Client, headers: dict[str, str], status: int
) -> None:
    sent = {name: value.replace("{url}", house.url) for name, value in headers.items()}
    answer = client.post("/v1/audio/speech", json={"input": "one"}, headers=sent)
    assert answer.status_code == status
    assert house.speech.heard == (status == 200)


def test_behind_a_proxy_the_forwarded_host_counts(tmp_path: Path) -> None:
    rules = AccessRules(ingress_peer=INGRESS, local=False)
    with WebHouse(tmp_path, rules) as house, from_address(house, INGRESS) as ingress:
        headers = {"origin": "https://home.example", "x-forwarded-host": "home.example"}
        assert ingress.post("/api/show", json={"text": "a"}, headers=headers).status_code == 200
        headers["origin"] = "https://evil.example"
        assert ingress.post("/api/show", json={"text": "a"}, headers=headers).status_code == 403


def test_a_name_that_leads_here_from_elsewhere_is_refused(client: httpx2.Client) -> None:
    assert client.get("/api/log", headers={"host": "evil.example"}).status_code == 403
    assert client.get("/api/log", headers={"host": "localhost:80"}).status_code == 200


@pytest.mark.parametrize("path", ["/api/voices", "/api/voices/rename", "/api/say", "/api/words"])
def test_nothing_changes_by_get(client: httpx2.Client, path: str) -> None:
    answer = client.get(path, params={"name": "a", "consent": "yes"})
    assert answer.status_code in (200, 405)
    assert (answer.status_code == 200) == (path == "/api/words")


@pytest.mark.parametrize("path", ["/", "/static/app.css", "/api/state", "/nothing", "/metrics"])
def test_every_answer_has_the_security_headers(client: httpx2.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/..%2fapp.py"],
)
def test_no_other_file_is_handed_out(client: httpx2.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not-found"


def test_an_origin_that_is_no_address_is_another_site(client: httpx2.Client) -> None:
    answer = client.post("/api/say", json={"text": "a"}, headers={"origin": "http://[half"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "other-site")


def test_a_method_that_a_path_has_not_is_named(client: httpx2.Client) -> None:
    answer = client.get("/api/say")
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "method-not-allowed")


@pytest.mark.parametrize("token", [None, TOKEN])
def test_who_leaves_in_the_middle_of_a_request_leaves_no_line(
    tmp_path: Path, token: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    with WebHouse(tmp_path, AccessRules(token=token)) as house:
        path = "/login" if token else "/api/say"
        begun = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{{"
        with socket.create_connection(("127.0.0.1", house.port)) as leaving:
            leaving.sendall(begun.encode())
        with plain(house) as client:  # the one before has been read by then
            assert client.get("/health").status_code == 200
    assert not caplog.records


def test_a_websocket_is_not_what_the_log_speaks_of(
    client: httpx2.Client, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"connection": "upgrade", "upgrade": "websocket"}
    assert client.get("/", headers=headers).status_code == 200
    assert not caplog.records
