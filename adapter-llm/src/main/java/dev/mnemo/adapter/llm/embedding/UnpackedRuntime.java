package dev.mnemo.adapter.llm.embedding;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Native libraries and weights as files. Unpacking costs 0.3 s of a start, and ONNX Runtime's own
 * way leaves an empty folder behind after every run; so they are unpacked once and found again.
 */
final class UnpackedRuntime {

  private static final String NATIVE_PATH = "onnxruntime.native.path";
  private static final String WEIGHTS = "e5-small-v2-q.onnx";

  private final Path folder;

  private UnpackedRuntime(Path folder) {
    this.folder = folder;
  }

  /** Unpacks the libraries that are missing; safe with several processes at once. */
  static UnpackedRuntime in(EmbeddingConfig config) throws IOException {
    String platform = config.platform();
    Path folder =
        Files.createDirectories(
            config.folder().resolve("onnxruntime-" + version() + "-" + platform));
    for (String library : new String[] {"onnxruntime", "onnxruntime4j_jni"}) {
      String file = System.mapLibraryName(library);
      unpack("/ai/onnxruntime/native/" + platform + "/" + file, folder.resolve(file));
    }
    return new UnpackedRuntime(folder);
  }

  /** Loads the libraries from here. */
  OrtEnvironment start() {
    // Read once, when the runtime's first class loads.
    System.setProperty(NATIVE_PATH, folder.toString());
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    KeptEnvironment.keep();
    return environment;
  }

  /** The embedding model's weights, unpacked where they are missing. */
  Path weights() throws IOException {
    Path weights = folder.resolve(WEIGHTS);
    unpack("/" + WEIGHTS, weights);
    return weights;
  }

  private static void unpack(String resource, Path target) throws IOException {
    if (Files.exists(target)) {
      return;
    }
    try (InputStream packed = UnpackedRuntime.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new UnsatisfiedLinkError("no " + resource + " for this platform");
      }
      // Written aside and moved, so that another process never sees half a file.
      Path part = Files.createTempFile(target.getParent(), "part", ".tmp");
      try {
        Files.copy(packed, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileAlreadyExistsException another) {
        // Another process was first, with the same bytes.
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }

  private static String version() {
    String version = OrtEnvironment.class.getPackage().getImplementationVersion();
    return version == null ? "default" : version;
  }
}
