package dev.mnemo.adapter.llm.embedding;

import dev.mnemo.domain.model.Require;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where the embedding model and the runtime of models are unpacked, and for which machine.
 *
 * @param folder created at the first use; takes about 60 MB, may be shared by several processes and
 *     may be deleted while none runs
 * @param osName as the system property {@code os.name} tells it
 * @param osArch as the system property {@code os.arch} tells it
 */
public record EmbeddingConfig(Path folder, String osName, String osArch) {

  public EmbeddingConfig {
    Require.present("embedding folder", folder);
    Require.identifier("operating system", osName, 128);
    Require.identifier("processor architecture", osArch, 128);
  }

  /** How the native runtime calls the platform, such as {@code linux-x64}. */
  String platform() {
    String os = osName.toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
    boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
    return system + (arm ? "-aarch64" : "-x64");
  }
}
