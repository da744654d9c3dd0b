package dev.raglan.kotlin

import dev.raglan.annotation.Traced
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/** Functions of Kotlin's that AspectJ has woven. */
open class Woven : WovenAnswers {

  @Traced("suspends") suspend fun suspends(question: String): String {
    delay(5)
    return "to $question"
  }

  @Traced("returnsAtOnce") suspend fun returnsAtOnce(question: String): String = "to $question"

  @Traced("fails") suspend fun fails(question: String): String {
    delay(5)
    throw IllegalStateException(question)
  }

  @Traced("nothing") suspend fun nothing(): String? {
    delay(5)
    return null
  }

  @Traced("unit") suspend fun unit() {
    delay(5)
  }

  @Traced("loops") suspend fun loops(turns: Int): Int {
    delay(1)
    return if (turns == 0) 0 else 1 + loops(turns - 1)
  }

  @Traced("suspendedFlow") suspend fun suspendedFlow(): Flow<Int> {
    delay(5)
    return flow { emit(1) }
  }

  @Traced("flow") open fun flow(): Flow<Int> = flow {
    emit(1)
    delay(5)
    emit(2)
  }

  @Traced("plain") fun plain(question: String, times: Int = 2): String = question.repeat(times)

  @Traced("sequence") fun sequence(): Sequence<Int> = sequence { yield(1) }

  @Traced("answer") override suspend fun answer(question: String): String {
    delay(5)
    return "to $question"
  }

  companion object {
    @Traced("companion") suspend fun ofCompanion(): Int {
      delay(5)
      return 3
    }
  }
}

/** An interface with a function that suspends. */
interface WovenAnswers {
  suspend fun answer(question: String): String
}

@Traced("topLevel")
suspend fun topLevel(question: String): String {
  delay(5)
  return "to $question"
}

@Traced("topLevelPlain") fun topLevelPlain(question: String): String = "to $question"
