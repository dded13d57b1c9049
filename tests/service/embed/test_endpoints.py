class TestScript:
    def test_any_page_may_load_it(self, client):
        answer = client.get("/embed/koers-embed.js")
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert answer.headers["cache-control"] == "public, max-age=3600"

    def test_it_is_small(self, client):
        assert len(client.get("/embed/koers-embed.js").content) < 8_000

    def test_it_puts_no_text_in_as_html(self, client):
        script = client.get("/embed/koers-embed.js").text
        for risky in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write"):
            assert risky not in script

    def test_it_is_not_sent_twice(self, client):
        tag = client.get("/embed/koers-embed.js").headers["etag"]
        again = client.get("/embed/koers-embed.js", headers={"If-None-Match": tag})
        assert again.status_code == 304
