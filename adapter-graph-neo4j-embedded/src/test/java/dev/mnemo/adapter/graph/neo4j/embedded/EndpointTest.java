package dev.mnemo.adapter.graph.neo4j.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {

  private static final String WHOLE =
      "port=7687\npassword=secret\nversion=2026.08.1\npid=42\nstarted=2026-01-01T00:00:00Z\n";

  @TempDir Path folder;

  @Test
  void aWholeFileShouldBeRead() throws Exception {
    assertThat(Endpoint.read(file(WHOLE)))
        .contains(
            new Endpoint(7687, "secret", "2026.08.1", 42, Instant.parse("2026-01-01T00:00:00Z")));
  }

  @Test
  void noFileShouldBeNoEndpoint() {
    assertThat(Endpoint.read(folder.resolve("none"))).isEmpty();
    assertThat(Endpoint.read(folder)).isEmpty();
  }

  @Test
  void aFileThatWasCutOffAnywhereShouldBeNoEndpoint() throws Exception {
    // Up to the letter without which the last field is no time.
    int lastField = WHOLE.indexOf("started=") + "started=2026-01-01T00:00:00".length();
    for (int length = 0; length <= lastField; length++) {
      assertThat(Endpoint.read(file(WHOLE.substring(0, length)))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "port=0",
        "port=65536",
        "port=-1",
        "port=x",
        "password=",
        "version=",
        "pid=0",
        "pid=99999999999999999999",
        "started=yesterday",
        "started=\\u00"
      })
  void aFileWithNonsenseShouldBeNoEndpoint(String line) throws Exception {
    assertThat(Endpoint.read(file(WHOLE + line))).isEmpty();
  }

  @Test
  void aFileOfOtherThingsShouldBeNoEndpoint() throws Exception {
    byte[] bytes = new byte[4096];
    Arrays.fill(bytes, (byte) 0xff);

    Path file = Files.write(folder.resolve("endpoint"), bytes);

    assertThat(Endpoint.read(file)).isEmpty();
  }

  @Test
  void thePasswordShouldNotBeShown() throws Exception {
    assertThat(Endpoint.read(file(WHOLE)).orElseThrow().toString())
        .contains("7687")
        .doesNotContain("secret");
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("endpoint"), text, StandardCharsets.ISO_8859_1);
  }
}
