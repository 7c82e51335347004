package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionStatus;

/** A session's record with its status at the time of the call. */
public record SessionView(Session session, SessionStatus status) {}
