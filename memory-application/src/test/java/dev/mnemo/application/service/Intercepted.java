package dev.mnemo.application.service;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Puts a test between a port and its adapter. */
final class Intercepted {

  private Intercepted() {}

  /** Is told of a call and makes it, or something else, happen. */
  @FunctionalInterface
  interface Interceptor {
    Object call(String method, Object[] arguments, Call original) throws Throwable;
  }

  /** The call as it was meant. */
  @FunctionalInterface
  interface Call {
    Object proceed() throws Throwable;
  }

  static <T> T port(Class<T> type, T adapter, Interceptor interceptor) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                interceptor.call(
                    method.getName(), arguments, () -> invoke(adapter, method, arguments))));
  }

  private static Object invoke(Object adapter, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(adapter, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
