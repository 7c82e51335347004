package dev.mnemo.adapter.cache.redis;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One Redis for a test class: that of {@code MNEMO_TEST_REDIS_URI}, or one that it starts. */
final class StandaloneRedis implements BeforeAllCallback, AfterAllCallback {

  private Optional<RedisProcess> server = Optional.empty();
  private Optional<Path> folder = Optional.empty();
  private Optional<URI> uri = Optional.empty();

  URI uri() {
    return uri.orElseThrow();
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    uri = Optional.ofNullable(System.getenv("MNEMO_TEST_REDIS_URI")).map(URI::create);
    if (uri.isEmpty()) {
      Path made = Files.createTempDirectory("mnemo-redis");
      folder = Optional.of(made);
      RedisProcess started = RedisProcess.start(made, "--appendonly", "no");
      server = Optional.of(started);
      uri = Optional.of(started.address().toURI());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    server.ifPresent(RedisProcess::close);
    if (folder.isPresent()) {
      Folders.delete(folder.get());
    }
  }
}
