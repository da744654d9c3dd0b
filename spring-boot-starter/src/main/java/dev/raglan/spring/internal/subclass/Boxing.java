package dev.raglan.spring.internal.subclass;

import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;

/** Instructions that turn primitive values into objects and back. */
final class Boxing {

  private Boxing() {}

  /** Boxes the value on top of the stack, if it is primitive. */
  static void box(MethodVisitor method, Type type) {
    if (isPrimitive(type)) {
      String wrapper = wrapper(type);
      method.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          wrapper,
          "valueOf",
          "(" + type.getDescriptor() + ")L" + wrapper + ";",
          false);
    }
  }

  /** Returns the object on top of the stack as a value of the type. */
  static void returnUnboxed(MethodVisitor method, Type type) {
    if (type.getSort() == Type.VOID) {
      method.visitInsn(Opcodes.POP);
    } else if (isPrimitive(type)) {
      String wrapper = wrapper(type);
      method.visitTypeInsn(Opcodes.CHECKCAST, wrapper);
      method.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          wrapper,
          type.getClassName() + "Value",
          "()" + type.getDescriptor(),
          false);
    } else {
      method.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
    }
    method.visitInsn(type.getOpcode(Opcodes.IRETURN));
  }

  private static boolean isPrimitive(Type type) {
    return type.getSort() < Type.ARRAY;
  }

  private static String wrapper(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN -> "java/lang/Boolean";
      case Type.CHAR -> "java/lang/Character";
      case Type.BYTE -> "java/lang/Byte";
      case Type.SHORT -> "java/lang/Short";
      case Type.INT -> "java/lang/Integer";
      case Type.FLOAT -> "java/lang/Float";
      case Type.LONG -> "java/lang/Long";
      default -> "java/lang/Double";
    };
  }
}
