package dev.mnemo.testkit.architecture.sample.bad.application.service;

import dev.mnemo.testkit.architecture.sample.bad.adapter.things.PublicThings;

record KnowsAnAdapter(PublicThings things) {}
