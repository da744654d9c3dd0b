package dev.raglan.internal.foreign;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages of Protobuf by the fields that are set, and records of Avro by their fields. */
final class DataFormats {

  private static final String AVRO = "org.apache.avro.";

  private DataFormats() {}

  static PlainForm.@Nullable Finder finder(String name) {
    return switch (name) {
      case Protobuf.PACKAGE + "MessageOrBuilder" -> (owner, type) -> new Protobuf(owner);
      case Protobuf.PACKAGE + "ByteString" -> (owner, type) -> by("asReadOnlyByteBuffer", owner);
      case Protobuf.PACKAGE + "Descriptors$EnumValueDescriptor" ->
          (owner, type) -> by("getName", owner);
      case AVRO + "generic.IndexedRecord" -> (owner, type) -> avroRecord(owner);
      case AVRO + "generic.GenericFixed" -> (owner, type) -> by("bytes", owner);
      case AVRO + "generic.GenericEnumSymbol" -> DataFormats::avroEnum;
      default -> null;
    };
  }

  private static PlainForm by(String method, Class<?> owner) throws ReflectiveOperationException {
    return PublicMethod.of(owner, method)::call;
  }

  private static PlainForm avroRecord(Class<?> owner) throws ReflectiveOperationException {
    ClassLoader loader = owner.getClassLoader();
    Class<?> schemas = Class.forName(AVRO + "Schema", false, loader);
    Class<?> described = Class.forName(AVRO + "Schema$Field", false, loader);
    PublicMethod schema = PublicMethod.of(owner, "getSchema");
    PublicMethod fields = PublicMethod.of(schemas, "getFields");
    PublicMethod name = PublicMethod.of(described, "name");
    PublicMethod position = PublicMethod.of(described, "pos");
    PublicMethod field = PublicMethod.of(owner, "get", int.class);
    return value -> {
      List<?> all = (List<?>) fields.present(schema.present(value));
      return new EntriesView(
          all.size(),
          all::iterator,
          each -> MapperTrees.entry(name.call(each), field.call(value, position.call(each))),
          null);
    };
  }

  /** A generated enum is written as any other. */
  private static @Nullable PlainForm avroEnum(Class<?> owner, Class<?> type) {
    return type.isEnum() ? null : Object::toString;
  }
}
