package dev.mnemo.testkit.architecture.sample.bad.adapter.things;

import dev.mnemo.testkit.architecture.sample.bad.domain.port.Things;

public final class PublicThings implements Things {}
