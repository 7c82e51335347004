package dev.mnemo.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all records of the model have in common, found by reflection so that none is left out. */
final class RecordsTest {

  static Stream<Record> samples() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyMissingValueShouldBeRefusedByItsName(Record sample) {
    RecordComponent[] components = sample.getClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      if (components[i].getType().isPrimitive()) {
        continue;
      }
      Object[] values = valuesOf(sample);
      values[i] = null;

      assertThatExceptionOfType(InvalidInputException.class)
          .as("%s without %s", sample.getClass().getName(), components[i].getName())
          .isThrownBy(() -> make(sample.getClass(), values))
          .withMessageContaining(" was missing; give a ")
          .satisfies(refused -> assertThat(refused.field()).isNotBlank());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyCollectionShouldBeUnmodifiable(Record sample) {
    for (Object value : valuesOf(sample)) {
      if (value instanceof List<?> list) {
        assertThat(list).isUnmodifiable();
      } else if (value instanceof Collection<?> collection) {
        assertThat(collection).isUnmodifiable();
      } else if (value instanceof Map<?, ?> map) {
        assertThat(map).isUnmodifiable();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theSameValuesShouldMakeAnEqualRecord(Record sample) {
    assertThat(make(sample.getClass(), valuesOf(sample)))
        .isEqualTo(sample)
        .hasSameHashCodeAs(sample);
  }

  @Test
  void everyRecordShouldHaveASample() throws IOException, URISyntaxException {
    assertThat(Samples.all().<Class<?>>map(Record::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(records());
  }

  private static List<Class<?>> records() throws IOException, URISyntaxException {
    Path classes =
        Path.of(SessionId.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes.resolve("dev/mnemo/domain/model"))) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
          .<Class<?>>map(RecordsTest::load)
          .filter(Class::isRecord)
          .toList();
    }
  }

  private static Class<?> load(String file) {
    String name = file.substring(0, file.length() - ".class".length());
    try {
      return Class.forName(name.replace('/', '.').replace('\\', '.'));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object[] valuesOf(Record sample) {
    return Arrays.stream(sample.getClass().getRecordComponents())
        .map(
            component -> {
              try {
                return component.getAccessor().invoke(sample);
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            })
        .toArray();
  }

  private static Object make(Class<?> type, Object[] values) {
    try {
      Constructor<?> canonical =
          type.getDeclaredConstructor(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new));
      return canonical.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
