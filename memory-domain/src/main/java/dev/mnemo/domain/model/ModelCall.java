package dev.mnemo.domain.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One call of a model and what it cost.
 *
 * @param id given once, so that a call that is recorded again is known
 * @param session empty for a call outside a session, which counts to the user
 * @param model the model's name as its provider knows it
 */
public record ModelCall(
    String id,
    UserId user,
    Optional<SessionId> session,
    Operation operation,
    String model,
    Usage usage,
    Instant at) {

  /** What a model was called for. */
  public enum Operation {
    ANSWER,
    REWRITE,
    EXTRACT,
    SUMMARIZE,
    EMBED,
    RERANK
  }

  public ModelCall {
    Require.identifier("call id", id, 128);
    Require.present("user id", user);
    Require.present("session id", session);
    Require.present("operation", operation);
    Require.identifier("model", model, 256);
    Require.present("usage", usage);
    Require.present("at", at);
  }
}
