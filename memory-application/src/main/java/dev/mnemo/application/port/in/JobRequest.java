package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Require;

/** Work for the background. */
public record JobRequest(Kind kind, PersistRequest work) {

  /** What is to be done. */
  public enum Kind {
    /** As {@link Improve}. */
    IMPROVE("improve"),
    /** As {@link PersistSessions}. */
    PERSIST("persist");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As a job's kind tells it. */
    public String word() {
      return word;
    }
  }

  public JobRequest {
    Require.present("job kind", kind);
    Require.present("work", work);
  }
}
