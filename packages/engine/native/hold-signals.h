/*
 * Included before every source of tfjs-node's binding (build-binding.ts): holds signals back while TensorFlow computes.
 *
 * oneDNN's generated matrix products point the stack register at the heap while they run, so a signal handler that the
 * kernel starts just then writes its frame over heap memory: wrong numbers, or a crash at some later free
 * (oneDNN #4845, mended by #4855, which is not in TensorFlow 2.21). Node handles signals in a training process (Ctrl-C,
 * SIGTERM, the end of a child, the profiler), and about every hundredth one hits. Here each waits for the end of the
 * operation, and the threads that TensorFlow starts never take one. Two system calls an operation, 0.3 microseconds.
 */
#pragma once

#include <pthread.h>
#include <signal.h>

#include <initializer_list>

#include "tensorflow/c/c_api.h"
#include "tensorflow/c/eager/c_api.h"

namespace hourglass {

class HeldSignals {
 public:
  HeldSignals() {
    sigset_t held;
    sigfillset(&held);
    // Raised by the running instruction itself: held back they could only kill.
    for (int own : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP}) sigdelset(&held, own);
    pthread_sigmask(SIG_BLOCK, &held, &before_);
  }
  ~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

 private:
  sigset_t before_;
};

template <auto function, typename... Arguments>
auto WithHeldSignals(Arguments... arguments) {
  HeldSignals held;
  return function(arguments...);
}

}  // namespace hourglass

#define TFE_NewContext hourglass::WithHeldSignals<&TFE_NewContext>
#define TFE_Execute hourglass::WithHeldSignals<&TFE_Execute>
#define TF_LoadSessionFromSavedModel hourglass::WithHeldSignals<&TF_LoadSessionFromSavedModel>
#define TF_SessionRun hourglass::WithHeldSignals<&TF_SessionRun>
