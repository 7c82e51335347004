package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.User;
import java.util.List;
import java.util.stream.Collectors;

/** A user, for people and for programs. */
final class UserText {

  private UserText() {}

  static void tell(Console console, boolean json, List<User> users) {
    for (User user : users) {
      if (json) {
        console.json(shape(user));
      } else {
        console.say(line(user));
      }
    }
  }

  private static String line(User user) {
    String metadata =
        user.metadata().values().entrySet().stream()
            .map(one -> "  %s=%s".formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining());
    return "%s  since %s%s".formatted(user.id(), user.createdAt(), metadata);
  }

  private static ObjectNode shape(User user) {
    ObjectNode node = JsonShapes.object();
    node.put("user_id", user.id().value());
    node.put("created_at", user.createdAt().toString());
    Metadata metadata = user.metadata();
    metadata.values().forEach(node.putObject("metadata")::put);
    return node;
  }
}
