"""The client: requests leave when due, and what came of each is kept."""

import pytest
from tests.evaluation.load.conftest import Served

from romarin.evaluation.load import client
from romarin.evaluation.load.client import identify, load
from romarin.evaluation.load.errors import ServerStopped, ServerUnfit
from romarin.evaluation.load.traffic import Due


def _due(count: int, *, every: float = 0.01, users: int = 4) -> list[Due]:
    return [Due(at * every, at % users, f"chef {at}") for at in range(count)]


def test_every_query_is_sent_once_and_its_bytes_are_counted(served: Served) -> None:
    run = load(served.url, _due(40))
    asked = [query for query in served.answers.queries if query != "a"]
    assert sorted(asked) == sorted(f"chef {at}" for at in range(40))
    assert [one.size for one in run.sent] == [len(served.answers.body)] * 40
    assert not any(one.failure for one in run.sent)


def test_accents_and_signs_arrive_as_they_were_typed(served: Served) -> None:
    query = "Développeur c++ & « web » 100 %\u2028"
    load(served.url + "/", [Due(0, 0, query)])
    assert served.answers.queries[0] == query


def test_requests_leave_whether_or_not_those_before_were_answered(served: Served) -> None:
    served.answers.wait = 0.3
    run = load(served.url, _due(20, every=0.005, users=20))
    assert run.most_open > 5


def test_a_queue_shows_in_the_times_of_those_who_wait_in_it(slow: Served) -> None:
    slow.answers.wait = 0.05
    run = load(slow.url, _due(8, every=0, users=8))
    waited = sorted(one.seconds for one in run.sent)
    # A server that takes one at a time cannot be quicker, and no wait may be left out.
    assert all(seconds >= 0.05 * at for at, seconds in enumerate(waited, 1))


def test_a_user_keeps_connections_and_shares_them_with_nobody(served: Served) -> None:
    load(served.url, _due(40, every=0.02, users=2))
    assert 2 <= len(served.answers.connections) < 40


def test_a_status_is_a_failure_of_its_own_kind(served: Served) -> None:
    served.answers.status = 503
    run = load(served.url, _due(3))
    assert [one.failure for one in run.sent] == ["status 503"] * 3


def test_a_redirect_is_not_followed_but_told(served: Served) -> None:
    served.answers.status = 307
    assert load(served.url, _due(1)).sent[0].failure == "status 307"


def test_an_answer_that_takes_too_long_is_a_timeout(served: Served) -> None:
    served.answers.wait = 0.5
    [one] = load(served.url, _due(1), timeout=0.1).sent
    assert one.failure == client.TIMED_OUT
    assert one.seconds >= 0.1


def test_a_few_refused_connections_are_failures(nobody: str) -> None:
    run = load(nobody, _due(5))
    assert [one.failure for one in run.sent] == [client.NOT_CONNECTED] * 5


def test_a_server_that_went_away_ends_the_load(
    nobody: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_GIVE_UP", 0.2)
    with pytest.raises(ServerStopped, match=f"{nobody}: .*no request could connect"):
        load(nobody, _due(4000))


def test_a_romarin_says_which_rome_it_answers_from(served: Served) -> None:
    assert identify(served.url)["rome"]["version"] == "490"
    assert identify(f"{served.url}/")["rome"]["source"] == "official"


@pytest.mark.parametrize("version", [[], {}, {"rome": "460"}, b"<html>"])
def test_another_service_is_told_from_a_romarin(served: Served, version: object) -> None:
    served.answers.version = version
    with pytest.raises(ServerUnfit, match="it is no Romarin"):
        identify(served.url)


def test_an_address_where_nothing_listens_is_told(nobody: str) -> None:
    with pytest.raises(ServerUnfit, match="cannot connect"):
        identify(nobody)


@pytest.mark.parametrize("url", ["localhost:8000", "", "ftp://x", "http://", "http://a:b"])
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(ServerUnfit, match="give the address of a running Romarin"):
        identify(url)
