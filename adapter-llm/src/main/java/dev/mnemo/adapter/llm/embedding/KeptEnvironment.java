package dev.mnemo.adapter.llm.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * A second reference to ONNX Runtime's native environment, which the runtime counts. Its shutdown
 * hook gives the first one back while other threads still load or run a model, which would crash
 * the process in native code. There is no public way to hold one.
 */
final class KeptEnvironment {

  private static boolean kept;

  private KeptEnvironment() {}

  /** Keeps the environment to the very end of the process; does nothing from the second call on. */
  static synchronized void keep() {
    if (kept) {
      return;
    }
    kept = true;
    try {
      Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
      api.setAccessible(true);
      Method reference =
          OrtEnvironment.class.getDeclaredMethod(
              "createHandle", long.class, int.class, String.class);
      reference.setAccessible(true);
      reference.invoke(
          null,
          api.getLong(null),
          OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(),
          OrtEnvironment.DEFAULT_NAME);
    } catch (ReflectiveOperationException | RuntimeException another) {
      // Another version of the runtime, inside which it cannot be reached: it works all the same.
    }
  }
}
