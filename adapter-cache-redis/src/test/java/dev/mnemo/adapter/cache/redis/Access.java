package dev.mnemo.adapter.cache.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Servers that let in only who the operators' guide says, and a cache that comes as that user. */
final class Access {

  private static final Path GUIDE = Path.of("..", "docs", "operations.md");

  private Access() {}

  /** The line of the operators' guide that makes the user, word by word. */
  static String[] line() throws IOException {
    return Files.readAllLines(GUIDE).stream()
        .filter(line -> line.startsWith("ACL SETUSER mnemo "))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(GUIDE + " lacks the line"))
        .split(" ");
  }

  /** Runs a command as it would be typed. */
  static void type(RedisProcess server, String... words) {
    try (RedisClient client = RedisClient.create(server.address());
        var connection = client.connect()) {
      CommandArgs<String, String> rest = new CommandArgs<>(StringCodec.UTF8);
      Arrays.stream(words).skip(1).forEach(rest::add);
      connection.sync().dispatch(new Word(words[0]), new StatusOutput<>(StringCodec.UTF8), rest);
    }
  }

  /** Nobody is let in but those who were named. */
  static void close(RedisProcess server) {
    type(server, "ACL", "SETUSER", "default", "off");
  }

  static RedisSessionCache connect(URI uri) {
    return RedisSessionCache.connect(
        new RedisCacheConfig(uri, "mnemo:", Optional.empty(), Duration.ofSeconds(4)),
        Clock.systemUTC());
  }

  private record Word(String name) implements ProtocolKeyword {
    @Override
    public byte[] getBytes() {
      return name.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
