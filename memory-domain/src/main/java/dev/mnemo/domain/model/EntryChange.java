package dev.mnemo.domain.model;

/** What may change in a stored entry; id, sequence, time and question never do. */
public sealed interface EntryChange {

  /** Replaces the answer's text. */
  record Answer(String text) implements EntryChange {
    public Answer {
      Require.text("answer", text);
    }
  }

  /** Sets the feedback, replacing an earlier one. */
  record Rate(Feedback feedback) implements EntryChange {
    public Rate {
      Require.present("feedback", feedback);
    }
  }

  /** Takes the feedback away. */
  record Unrate() implements EntryChange {}
}
