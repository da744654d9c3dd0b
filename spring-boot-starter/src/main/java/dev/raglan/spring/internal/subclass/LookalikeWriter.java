package dev.raglan.spring.internal.subclass;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.Advised;
import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/**
 * Writer of a class file that overrides the methods of a class. All that the class file of the
 * original says of a method is copied but its code, which hands the call to the handler.
 */
final class LookalikeWriter {

  /** Name of the field with the handler. */
  static final String HANDLER = "$$raglan";

  /** Name of the static field with the methods, in the order of {@link #overridden}. */
  static final String METHODS = "$$raglanMethods";

  private static final String HANDLER_TYPE = Type.getInternalName(InvocationHandler.class);
  private static final String METHODS_TYPE = Type.getDescriptor(Method[].class);
  private static final int NOT_OVERRIDDEN =
      Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
  private static final int NOT_COPIED =
      Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_ABSTRACT;

  private final Class<?> type;
  private final String name;
  private final ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  private final Set<String> seen = new HashSet<>();

  /** Methods that a bridge of the compiler's implements already. */
  private final Set<String> bridged = new HashSet<>();

  private final List<Method> overridden = new ArrayList<>();

  LookalikeWriter(Class<?> type) {
    this.type = type;
    this.name = Type.getInternalName(type) + LookalikeClass.SUFFIX;
    int visibility = type.getModifiers() & Opcodes.ACC_PUBLIC;
    out.visit(
        Opcodes.V17,
        visibility | Opcodes.ACC_SUPER,
        name,
        null,
        Type.getInternalName(type),
        new String[] {
          Type.getInternalName(SpringProxy.class), Type.getInternalName(Advised.class)
        });
    int hidden = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_TRANSIENT;
    out.visitField(hidden, HANDLER, Type.getDescriptor(InvocationHandler.class), null, null);
    out.visitField(hidden | Opcodes.ACC_STATIC, METHODS, METHODS_TYPE, null, null);
  }

  /**
   * Overrides, or implements, those methods of the class or interface that no class before it has.
   */
  void overrideMethodsOf(Class<?> declaring, byte[] classFile) {
    // Not SKIP_DEBUG, which would leave out the names of parameters.
    new ClassReader(classFile).accept(new Declarations(declaring), ClassReader.SKIP_CODE);
  }

  /** Returns the methods that are overridden. */
  List<Method> overridden() {
    return overridden;
  }

  byte[] write() {
    if (Serializable.class.isAssignableFrom(type) && seen.add("writeReplace()Ljava/lang/Object;")) {
      MethodVisitor method =
          out.visitMethod(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC,
              "writeReplace",
              "()Ljava/lang/Object;",
              null,
              null);
      method.visitCode();
      loadHandler(method);
      method.visitInsn(Opcodes.ACONST_NULL);
      method.visitInsn(Opcodes.ACONST_NULL);
      callHandler(method);
      method.visitInsn(Opcodes.ARETURN);
      method.visitMaxs(0, 0);
      method.visitEnd();
    }
    out.visitEnd();
    return out.toByteArray();
  }

  private void loadHandler(MethodVisitor method) {
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitFieldInsn(
        Opcodes.GETFIELD, name, HANDLER, Type.getDescriptor(InvocationHandler.class));
    method.visitVarInsn(Opcodes.ALOAD, 0);
  }

  private static void callHandler(MethodVisitor method) {
    method.visitMethodInsn(
        Opcodes.INVOKEINTERFACE,
        HANDLER_TYPE,
        "invoke",
        "(Ljava/lang/Object;Ljava/lang/reflect/Method;[Ljava/lang/Object;)Ljava/lang/Object;",
        true);
  }

  private void writeCall(MethodVisitor method, int index, String descriptor) {
    method.visitCode();
    loadHandler(method);
    method.visitFieldInsn(Opcodes.GETSTATIC, name, METHODS, METHODS_TYPE);
    method.visitLdcInsn(index);
    method.visitInsn(Opcodes.AALOAD);
    Type[] parameters = Type.getArgumentTypes(descriptor);
    method.visitLdcInsn(parameters.length);
    method.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    int local = 1;
    for (int i = 0; i < parameters.length; i++) {
      method.visitInsn(Opcodes.DUP);
      method.visitLdcInsn(i);
      method.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), local);
      Boxing.box(method, parameters[i]);
      method.visitInsn(Opcodes.AASTORE);
      local += parameters[i].getSize();
    }
    callHandler(method);
    Boxing.returnUnboxed(method, Type.getReturnType(descriptor));
    method.visitMaxs(0, 0);
  }

  /** Copies the annotations of the class, and the declarations of its methods. */
  private final class Declarations extends ClassVisitor {

    private final Class<?> declaring;

    private Declarations(Class<?> declaring) {
      super(SpringAsmInfo.ASM_VERSION);
      this.declaring = declaring;
    }

    /** Kotlin's is about the class file that it stands in. */
    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return declaring == type && !descriptor.equals("Lkotlin/Metadata;")
          ? out.visitAnnotation(descriptor, visible)
          : null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String method,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if ((access & Opcodes.ACC_SYNTHETIC) != 0) {
        bridged.add(method + descriptor);
        return null;
      }
      if (!seen.add(method + descriptor) || !canOverride(access, method, descriptor)) {
        return null;
      }
      int index = overridden.size();
      overridden.add(find(method, descriptor));
      MethodVisitor copy =
          out.visitMethod(access & ~NOT_COPIED, method, descriptor, signature, exceptions);
      return new MethodVisitor(SpringAsmInfo.ASM_VERSION, copy) {
        @Override
        public void visitEnd() {
          writeCall(copy, index, descriptor);
          super.visitEnd();
        }
      };
    }

    private boolean canOverride(int access, String method, String descriptor) {
      boolean visible = (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
      return !method.startsWith("<")
          && !(method + descriptor).equals("finalize()V")
          && (access & NOT_OVERRIDDEN) == 0
          && ((access & Opcodes.ACC_ABSTRACT) == 0 || !bridged.contains(method + descriptor))
          && (visible || declaring.getPackage() == type.getPackage());
    }

    private Method find(String method, String descriptor) {
      for (Method each : declaring.getDeclaredMethods()) {
        if (each.getName().equals(method) && Type.getMethodDescriptor(each).equals(descriptor)) {
          return each;
        }
      }
      throw new IllegalArgumentException("no method " + method + descriptor);
    }
  }
}
