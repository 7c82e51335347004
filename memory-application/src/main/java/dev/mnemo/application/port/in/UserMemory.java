package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Require;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a user that matters to a session.
 *
 * @param text ready for a prompt: facts with their validity, then entities with a summary, then the
 *     last messages; a part that has nothing is left out, and empty where all are
 * @param facts best first
 * @param entities best first
 * @param messages of the session, oldest first
 * @param withoutMessages why the session could not be read; empty where it was
 */
public record UserMemory(
    String text,
    List<Ranked> facts,
    List<Ranked> entities,
    List<QAEntry> messages,
    Optional<String> withoutMessages) {

  public UserMemory {
    Require.text("text", text);
    facts = List.copyOf(facts);
    entities = List.copyOf(entities);
    messages = List.copyOf(messages);
    Require.present("without messages", withoutMessages);
  }
}
