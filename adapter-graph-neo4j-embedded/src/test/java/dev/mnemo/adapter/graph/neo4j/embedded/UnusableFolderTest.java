package dev.mnemo.adapter.graph.neo4j.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads where there can be no server; none is started here. */
final class UnusableFolderTest {

  @TempDir Path folder;

  @Test
  void aFileShouldBeRefusedAsAFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("graph"));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> start(file, ServerFixture.JAVA_HOME))
        .withMessage("graph folder was '" + file + "'; it is a file; name a folder");
  }

  @Test
  void aFolderThatCannotBeCreatedShouldBeNamedWithTheRemedy() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path below = file.resolve("graph");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> start(below, ServerFixture.JAVA_HOME))
        .withMessageContaining(below.toString())
        .withMessageContaining("give yourself access to it, or name another folder");
  }

  @Test
  void aFolderOfOtherThingsShouldStayAsItIs() throws IOException {
    Files.createFile(folder.resolve("letter.txt"));
    String before = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> start(folder, ServerFixture.JAVA_HOME))
        .withMessageContaining(folder.toString())
        .withMessageContaining("name a new or an empty folder");
    assertThat(folder).isDirectoryNotContaining(path -> !path.endsWith("letter.txt"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo(before);
  }

  @Test
  void aFolderThatCannotBeWrittenShouldBeNamedWithTheRemedy() throws IOException {
    Path graph = folder.resolve("graph");
    // What no user may write, not even the one whom no permission stops.
    Files.createDirectories(graph.resolve("server.lock"));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> start(graph, ServerFixture.JAVA_HOME))
        .withMessageContaining(graph.toString())
        .withMessageContaining("cannot be written")
        .withMessageContaining("give yourself access to it, or name another folder");
  }

  @Test
  void aFolderThatAnotherCommandIsPreparingShouldBeUsed() throws IOException {
    Path graph = folder.resolve("graph");
    Files.createDirectories(graph.resolve("leases"));
    Path java = javaThat("exit 73");

    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> start(graph, java))
        .withMessageContaining("is full");
  }

  @Test
  void aDistributionWithoutTheServerShouldBeNamed() {
    EmbeddedNeo4jConfig config =
        EmbeddedNeo4jConfig.of(
            folder.resolve("graph"), folder, ServerFixture.JAVA_HOME, Optional.empty());

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new ManagedNeo4j(config, message -> {}).start())
        .withMessageContaining(folder.toString())
        .withMessageContaining("lib-neo4j");
  }

  @Test
  void aMissingJavaShouldBeNamed() {
    Path nowhere = folder.resolve("no-java");

    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> start(folder.resolve("graph"), nowhere))
        .withMessageContaining(nowhere.toString())
        .withMessageContaining("Java 21 or newer");
  }

  @ParameterizedTest
  @CsvSource({
    "72, is open in another Neo4j",
    "73, is full; free some space",
    "74, a newer Neo4j wrote the store"
  })
  void whatTheServerFoundOutShouldBeSaidWithTheRemedy(int code, String words) throws IOException {
    Path graph = folder.resolve("graph");
    Path java = javaThat("exit " + code);

    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> start(graph, java))
        .withMessageContaining(graph.toString())
        .withMessageContaining(words);
  }

  @Test
  void aCrashShouldQuoteTheEndOfTheLog() throws IOException {
    Path graph = folder.resolve("graph");
    Path java = javaThat("echo could not reserve enough memory; exit 1");

    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> start(graph, java))
        .withMessageContaining("exit code 1")
        .withMessageContaining(graph.resolve("server.log").toString())
        .withMessageEndingWith("could not reserve enough memory");
  }

  @Test
  void aCrashWithAnArchiveShouldBeTriedOnceMoreWithoutIt() throws IOException {
    Path cache = folder.resolve("cache");
    Path java =
        javaThat("case \"$*\" in *SharedArchiveFile*) exit 134;; *) echo without; exit 1;; esac");
    EmbeddedNeo4jConfig config =
        EmbeddedNeo4jConfig.of(
            folder.resolve("graph"), ServerFixture.SERVER_LIB, java, Optional.of(cache));
    List<String> told = new ArrayList<>();

    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> new ManagedNeo4j(config, told::add).start())
        .withMessageEndingWith("without");
    assertThat(told).hasSize(2).allMatch(message -> message.startsWith("starting"));
  }

  private static void start(Path graph, Path javaHome) {
    EmbeddedNeo4jConfig config =
        EmbeddedNeo4jConfig.of(graph, ServerFixture.SERVER_LIB, javaHome, Optional.empty());
    new ManagedNeo4j(config, message -> {}).start();
  }

  private Path javaThat(String script) throws IOException {
    Path home = folder.resolve("java");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }
}
