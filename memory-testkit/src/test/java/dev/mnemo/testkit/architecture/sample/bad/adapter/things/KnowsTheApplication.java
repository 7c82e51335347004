package dev.mnemo.testkit.architecture.sample.bad.adapter.things;

import dev.mnemo.testkit.architecture.sample.bad.application.service.PublicService;

record KnowsTheApplication(PublicService service) {}
