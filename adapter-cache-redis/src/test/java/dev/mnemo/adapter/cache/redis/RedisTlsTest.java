package dev.mnemo.adapter.cache.redis;

import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.SessionKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate was signed by an authority that only some Java runtimes trust. */
class RedisTlsTest {

  private static final String PASSWORD = "changeit";
  private static final SessionKey KEY = SessionKey.of("alice", "s");

  @TempDir static Path folder;

  private static RedisProcess server;
  private static int port;
  private Properties before = new Properties();

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException, InterruptedException {
    keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test CA", "-ext", "bc:critical=ca:true");
    keytool(
        "-genkeypair",
        "-alias",
        "redis",
        "-signer",
        "ca",
        "-dname",
        "CN=redis",
        "-ext",
        "san=ip:127.0.0.1");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(folder.resolve("keys"))) {
      keys.load(stream, PASSWORD.toCharArray());
    }
    pem("key.pem", "PRIVATE KEY", keys.getKey("redis", PASSWORD.toCharArray()).getEncoded());
    pem("redis.pem", "CERTIFICATE", keys.getCertificate("redis").getEncoded());
    pem("ca.pem", "CERTIFICATE", keys.getCertificate("ca").getEncoded());
    keytool("-importcert", "-noprompt", "-alias", "ca", "-file", path("ca.pem"));
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    server =
        RedisProcess.start(
            folder.resolve("redis"),
            "--tls-port",
            Integer.toString(port),
            "--tls-cert-file",
            path("redis.pem"),
            "--tls-key-file",
            path("key.pem"),
            "--tls-ca-cert-file",
            path("ca.pem"),
            "--tls-auth-clients",
            "no");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void remember() {
    before = (Properties) System.getProperties().clone();
  }

  @AfterEach
  void restore() {
    System.setProperties(before);
  }

  @Test
  void aRuntimeThatTrustsTheAuthorityShouldConnect() {
    trust();
    try (RedisSessionCache cache = Access.connect(URI.create("rediss://127.0.0.1:" + port))) {
      cache.append(KEY, turnOf("e1"), IfEnded.REJECT);

      assertThat(cache.read(KEY, new EntryRange.Last(1)).entries()).hasSize(1);
      cache.deleteAll();
    }
  }

  @Test
  void aRuntimeThatDoesNotTrustTheAuthorityShouldRefuseTheServer() {
    refused("rediss://mnemo:secret@127.0.0.1:" + port);
  }

  @Test
  void aCertificateOfAnotherHostShouldBeRefusedUnlessItsNameIsNotToBeChecked() {
    trust();
    refused("rediss://mnemo:secret@localhost:" + port);
    try (RedisSessionCache cache =
        Access.connect(URI.create("rediss://localhost:" + port + "?verifyPeer=CA"))) {
      assertThat(cache.find(KEY)).isEmpty();
    }
  }

  private static void refused(String uri) {
    try (RedisSessionCache cache = Access.connect(URI.create(uri))) {
      assertThatExceptionOfType(BackendUnavailableException.class)
          .isThrownBy(() -> cache.find(KEY))
          .matches(failure -> !failure.getMessage().contains("secret"));
    }
  }

  private static void trust() {
    System.setProperty("javax.net.ssl.trustStore", path("trust"));
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }

  private static void pem(String name, String what, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what));
  }

  /** Runs the JDK's tool on the store of the keys, or to import on that of what is trusted. */
  private static void keytool(String... options) throws IOException, InterruptedException {
    boolean trusting = options[0].equals("-importcert");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", path(trusting ? "trust" : "keys")));
    if (!trusting) {
      command.addAll(List.of("-keyalg", "EC", "-validity", "2"));
    }
    Process tool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(tool.exitValue()).as(Files.readString(folder.resolve("keytool.log"))).isZero();
  }
}
