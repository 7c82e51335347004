package dev.mnemo.application.service;

import java.lang.reflect.Proxy;

/** Stands in for a use case whose service is still being written. */
final class Pending {

  private Pending() {}

  static <T> T service(Class<T> useCase) {
    return useCase.cast(
        Proxy.newProxyInstance(
            useCase.getClassLoader(),
            new Class<?>[] {useCase},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(
                  useCase.getSimpleName() + " is not there yet");
            }));
  }
}
