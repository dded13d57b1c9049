from service.embed.snippet import host_policy, script_tag


def test_it_is_one_script_tag():
    assert script_tag("https://koers.example/", "KA-116", "nl") == (
        '<script src="https://koers.example/embed/koers-embed.js" data-course="KA-116" '
        'data-language="nl" data-limit="3" async></script>'
    )


def test_a_course_id_cannot_break_out_of_it():
    tag = script_tag("https://koers.example", '"><img src=x onerror=alert(1)>', "en")
    assert "<img" not in tag
    assert tag.count('"') == 8


def test_the_policy_names_the_origin_alone():
    assert host_policy("https://koers.example/under/here") == (
        "script-src https://koers.example; connect-src https://koers.example"
    )
