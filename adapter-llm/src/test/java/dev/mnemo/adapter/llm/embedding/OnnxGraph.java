package dev.mnemo.adapter.llm.embedding;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a model's file without weights, as the format's {@code onnx.proto} numbers its fields:
 * enough to run what runs a real one.
 */
final class OnnxGraph {

  static final int FLOAT = 1;
  static final int INT64 = 7;
  static final int BOOL = 9;

  private static final int IR_VERSION = 6;
  // The last one that has the axes of a squeeze as an attribute.
  private static final int OPERATORS = 11;

  private final List<Message> parts = new ArrayList<>();
  private int values;

  /** A row of numbers of any length. */
  String input(String name) {
    Message dimensions = new Message().add(1, new Message().number(1, 1)).add(1, text(2, "length"));
    Message tensor = new Message().number(1, INT64).add(2, dimensions);
    parts.add(new Message().add(11, value(name, tensor)));
    return name;
  }

  /** The value that a node makes of others. */
  String node(String operator, String... inputs) {
    return node(operator, new Message(), inputs);
  }

  String squeezed(String operator, int axis, String input) {
    Message axes = text(1, "axes").number(8, axis).number(20, 7);
    return node(operator, new Message().add(5, axes), input);
  }

  String cast(int type, String input) {
    return node("Cast", new Message().add(5, text(1, "to").number(3, type).number(20, 2)), input);
  }

  /** The file, which gives that value. */
  byte[] giving(String output) {
    Message graph = text(2, "test");
    parts.forEach(graph::all);
    graph.add(12, value(output, new Message().number(1, FLOAT)));
    return new Message()
        .number(1, IR_VERSION)
        .add(7, graph)
        .add(8, new Message().number(2, OPERATORS))
        .bytes();
  }

  private String node(String operator, Message attributes, String... inputs) {
    String output = "value" + values++;
    Message node = new Message();
    for (String input : inputs) {
      node.all(text(1, input));
    }
    parts.add(
        new Message().add(1, node.all(text(2, output)).all(text(4, operator)).all(attributes)));
    return output;
  }

  private static Message value(String name, Message tensor) {
    return text(1, name).add(2, new Message().add(1, tensor));
  }

  private static Message text(int field, String text) {
    return new Message().add(field, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A message of Protocol Buffers. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message add(int field, Message message) {
      return add(field, message.bytes());
    }

    Message add(int field, byte[] bytes) {
      varint((long) field << 3 | 2);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    /** The fields of another one. */
    Message all(Message other) {
      out.writeBytes(other.bytes());
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long left = value;
      while (left >= 0x80) {
        out.write((int) (left & 0x7F | 0x80));
        left >>>= 7;
      }
      out.write((int) left);
    }
  }
}
