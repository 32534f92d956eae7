// The part of ONNX Runtime's C interface that Roost calls, declared by ourselves.
//
// The library hands out one table of function pointers. A slot never moves once released and new ones are only added at
// the end, so a table can be described by the slots one needs and the gaps between them. The assertions at the bottom
// hold every slot to its published position. Written against 1.31.1.
#ifndef CONNXRUNTIME_H
#define CONNXRUNTIME_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct OrtEnv OrtEnv;
typedef struct OrtStatus OrtStatus;
typedef struct OrtSession OrtSession;
typedef struct OrtSessionOptions OrtSessionOptions;
typedef struct OrtRunOptions OrtRunOptions;
typedef struct OrtValue OrtValue;
typedef struct OrtTypeInfo OrtTypeInfo;
typedef struct OrtTensorTypeAndShapeInfo OrtTensorTypeAndShapeInfo;
typedef struct OrtMemoryInfo OrtMemoryInfo;
typedef struct OrtAllocator OrtAllocator;
typedef struct OrtModelMetadata OrtModelMetadata;
typedef struct OrtCUDAProviderOptionsV2 OrtCUDAProviderOptionsV2;
typedef struct OrtTensorRTProviderOptionsV2 OrtTensorRTProviderOptionsV2;
typedef struct OrtCANNProviderOptions OrtCANNProviderOptions;

typedef enum OrtLoggingLevel : int32_t {
    OrtLoggingLevelVerbose = 0,
    OrtLoggingLevelInfo = 1,
    OrtLoggingLevelWarning = 2,
    OrtLoggingLevelError = 3,
    OrtLoggingLevelFatal = 4,
} OrtLoggingLevel;

typedef enum OrtGraphOptimizationLevel : int32_t {
    OrtGraphOptimizationNone = 0,
    OrtGraphOptimizationBasic = 1,
    OrtGraphOptimizationExtended = 2,
    OrtGraphOptimizationAll = 99,
} OrtGraphOptimizationLevel;

// What a value is; only tensors are of use to us.
typedef enum OrtValueKind : int32_t {
    OrtValueKindUnknown = 0,
    OrtValueKindTensor = 1,
} OrtValueKind;

// The numbers are those of TensorProto.DataType in the ONNX format, as far as 16.
typedef enum OrtElementType : int32_t {
    OrtElementTypeUndefined = 0,
    OrtElementTypeFloat32 = 1,
    OrtElementTypeUInt8 = 2,
    OrtElementTypeInt8 = 3,
    OrtElementTypeUInt16 = 4,
    OrtElementTypeInt16 = 5,
    OrtElementTypeInt32 = 6,
    OrtElementTypeInt64 = 7,
    OrtElementTypeString = 8,
    OrtElementTypeBool = 9,
    OrtElementTypeFloat16 = 10,
    OrtElementTypeFloat64 = 11,
    OrtElementTypeUInt32 = 12,
    OrtElementTypeUInt64 = 13,
    OrtElementTypeBFloat16 = 16,
} OrtElementType;

typedef enum OrtAllocatorKind : int32_t {
    OrtAllocatorKindDevice = 0,
    OrtAllocatorKindArena = 1,
} OrtAllocatorKind;

typedef enum OrtMemoryKind : int32_t {
    OrtMemoryKindDefault = 0,
} OrtMemoryKind;

typedef void (*_Nonnull OrtLoggingFunction)(
    void *_Nullable parameter,
    OrtLoggingLevel severity,
    const char *_Nullable category,
    const char *_Nullable logger,
    const char *_Nullable location,
    const char *_Nullable message
);

// A call that fails returns a status, which the caller releases; success is null.
typedef OrtStatus *_Nullable OrtResult;

// A function we do not call.
typedef uintptr_t OrtUnusedSlot;

typedef struct OrtApi {
    OrtUnusedSlot slot0;
    OrtUnusedSlot slot1;
    const char *_Nonnull (*_Nonnull GetErrorMessage)(const OrtStatus *status);
    OrtUnusedSlot slot3;
    OrtResult (*_Nonnull CreateEnvWithCustomLogger)(
        OrtLoggingFunction function,
        void *_Nullable parameter,
        OrtLoggingLevel level,
        const char *identifier,
        OrtEnv *_Nullable *_Nonnull out
    );
    OrtUnusedSlot slots5to6[2];
    OrtResult (*_Nonnull CreateSession)(
        const OrtEnv *env,
        const char *path,
        const OrtSessionOptions *options,
        OrtSession *_Nullable *_Nonnull out
    );
    OrtResult (*_Nonnull CreateSessionFromArray)(
        const OrtEnv *env,
        const void *bytes,
        size_t count,
        const OrtSessionOptions *options,
        OrtSession *_Nullable *_Nonnull out
    );
    OrtResult (*_Nonnull Run)(
        OrtSession *session,
        const OrtRunOptions *_Nullable options,
        const char *_Nullable const *_Nonnull inputNames,
        const OrtValue *_Nullable const *_Nonnull inputs,
        size_t inputCount,
        const char *_Nullable const *_Nonnull outputNames,
        size_t outputCount,
        OrtValue *_Nullable *_Nonnull outputs
    );
    OrtResult (*_Nonnull CreateSessionOptions)(OrtSessionOptions *_Nullable *_Nonnull out);
    OrtUnusedSlot slots11to22[12];
    OrtResult (*_Nonnull SetSessionGraphOptimizationLevel)(OrtSessionOptions *options, OrtGraphOptimizationLevel level);
    OrtResult (*_Nonnull SetIntraOpNumThreads)(OrtSessionOptions *options, int32_t count);
    OrtUnusedSlot slots25to29[5];
    OrtResult (*_Nonnull SessionGetInputCount)(const OrtSession *session, size_t *out);
    OrtResult (*_Nonnull SessionGetOutputCount)(const OrtSession *session, size_t *out);
    OrtUnusedSlot slot32;
    OrtResult (*_Nonnull SessionGetInputTypeInfo)(
        const OrtSession *session,
        size_t index,
        OrtTypeInfo *_Nullable *_Nonnull out
    );
    OrtResult (*_Nonnull SessionGetOutputTypeInfo)(
        const OrtSession *session,
        size_t index,
        OrtTypeInfo *_Nullable *_Nonnull out
    );
    OrtUnusedSlot slot35;
    OrtResult (*_Nonnull SessionGetInputName)(
        const OrtSession *session,
        size_t index,
        OrtAllocator *allocator,
        char *_Nullable *_Nonnull out
    );
    OrtResult (*_Nonnull SessionGetOutputName)(
        const OrtSession *session,
        size_t index,
        OrtAllocator *allocator,
        char *_Nullable *_Nonnull out
    );
    OrtUnusedSlot slot38;
    OrtResult (*_Nonnull CreateRunOptions)(OrtRunOptions *_Nullable *_Nonnull out);
    OrtUnusedSlot slots40to45[6];
    OrtResult (*_Nonnull RunOptionsSetTerminate)(OrtRunOptions *options);
    OrtUnusedSlot slots47to48[2];
    OrtResult (*_Nonnull CreateTensorWithDataAsOrtValue)(
        const OrtMemoryInfo *memory,
        void *_Nullable bytes,
        size_t count,
        const int64_t *_Nullable dimensions,
        size_t rank,
        OrtElementType type,
        OrtValue *_Nullable *_Nonnull out
    );
    OrtResult (*_Nonnull IsTensor)(const OrtValue *value, int32_t *out);
    OrtResult (*_Nonnull GetTensorMutableData)(OrtValue *value, void *_Nullable *_Nonnull out);
    OrtUnusedSlot slots52to54[3];
    // `out` points into `info`, and stays null when it does not describe a tensor.
    OrtResult (*_Nonnull CastTypeInfoToTensorInfo)(
        const OrtTypeInfo *info,
        const OrtTensorTypeAndShapeInfo *_Nullable *_Nonnull out
    );
    OrtResult (*_Nonnull GetOnnxTypeFromTypeInfo)(const OrtTypeInfo *info, OrtValueKind *out);
    OrtUnusedSlot slots57to59[3];
    OrtResult (*_Nonnull GetTensorElementType)(const OrtTensorTypeAndShapeInfo *info, OrtElementType *out);
    OrtResult (*_Nonnull GetDimensionsCount)(const OrtTensorTypeAndShapeInfo *info, size_t *out);
    OrtResult (*_Nonnull GetDimensions)(const OrtTensorTypeAndShapeInfo *info, int64_t *_Nullable out, size_t count);
    // The names point into `info`; an unnamed dimension has the empty one.
    OrtResult (*_Nonnull GetSymbolicDimensions)(
        const OrtTensorTypeAndShapeInfo *info,
        const char *_Nullable *_Nullable out,
        size_t count
    );
    OrtUnusedSlot slot64;
    OrtResult (*_Nonnull GetTensorTypeAndShape)(const OrtValue *value, OrtTensorTypeAndShapeInfo *_Nullable *_Nonnull out);
    OrtUnusedSlot slots66to68[3];
    OrtResult (*_Nonnull CreateCpuMemoryInfo)(
        OrtAllocatorKind allocator,
        OrtMemoryKind memory,
        OrtMemoryInfo *_Nullable *_Nonnull out
    );
    OrtUnusedSlot slots70to75[6];
    OrtResult (*_Nonnull AllocatorFree)(OrtAllocator *allocator, void *_Nullable memory);
    OrtUnusedSlot slot77;
    // The allocator belongs to the library and is never released.
    OrtResult (*_Nonnull GetAllocatorWithDefaultOptions)(OrtAllocator *_Nullable *_Nonnull out);
    OrtUnusedSlot slots79to91[13];
    void (*_Nonnull ReleaseEnv)(OrtEnv *_Nullable env);
    void (*_Nonnull ReleaseStatus)(OrtStatus *_Nullable status);
    void (*_Nonnull ReleaseMemoryInfo)(OrtMemoryInfo *_Nullable memory);
    void (*_Nonnull ReleaseSession)(OrtSession *_Nullable session);
    void (*_Nonnull ReleaseValue)(OrtValue *_Nullable value);
    void (*_Nonnull ReleaseRunOptions)(OrtRunOptions *_Nullable options);
    void (*_Nonnull ReleaseTypeInfo)(OrtTypeInfo *_Nullable info);
    void (*_Nonnull ReleaseTensorTypeAndShapeInfo)(OrtTensorTypeAndShapeInfo *_Nullable info);
    void (*_Nonnull ReleaseSessionOptions)(OrtSessionOptions *_Nullable options);
    OrtUnusedSlot slots101to110[10];
    OrtResult (*_Nonnull SessionGetModelMetadata)(const OrtSession *session, OrtModelMetadata *_Nullable *_Nonnull out);
    OrtUnusedSlot slots112to115[4];
    // The value is the allocator's to free, and null when there is no such key.
    OrtResult (*_Nonnull ModelMetadataLookupCustomMetadataMap)(
        const OrtModelMetadata *metadata,
        OrtAllocator *allocator,
        const char *key,
        char *_Nullable *_Nonnull out
    );
    OrtUnusedSlot slot117;
    void (*_Nonnull ReleaseModelMetadata)(OrtModelMetadata *_Nullable metadata);
    OrtUnusedSlot slots119to122[4];
    // The array and each of its strings are the allocator's to free.
    OrtResult (*_Nonnull ModelMetadataGetCustomMetadataMapKeys)(
        const OrtModelMetadata *metadata,
        OrtAllocator *allocator,
        char *_Nullable *_Nullable *_Nonnull out,
        int64_t *count
    );
    OrtUnusedSlot slot124;
    OrtResult (*_Nonnull GetAvailableProviders)(char *_Nullable *_Nullable *_Nonnull out, int32_t *count);
    OrtResult (*_Nonnull ReleaseAvailableProviders)(char *_Nullable *_Nonnull names, int32_t count);
    OrtUnusedSlot slots127to129[3];
    OrtResult (*_Nonnull AddSessionConfigEntry)(OrtSessionOptions *options, const char *key, const char *value);
    OrtUnusedSlot slots131to169[39];
    OrtResult (*_Nonnull SessionOptionsAppendExecutionProvider_TensorRT_V2)(
        OrtSessionOptions *options,
        const OrtTensorRTProviderOptionsV2 *provider
    );
    OrtResult (*_Nonnull CreateTensorRTProviderOptions)(OrtTensorRTProviderOptionsV2 *_Nullable *_Nonnull out);
    OrtResult (*_Nonnull UpdateTensorRTProviderOptions)(
        OrtTensorRTProviderOptionsV2 *provider,
        const char *_Nullable const *_Nonnull keys,
        const char *_Nullable const *_Nonnull values,
        size_t count
    );
    OrtUnusedSlot slot173;
    void (*_Nonnull ReleaseTensorRTProviderOptions)(OrtTensorRTProviderOptionsV2 *_Nullable provider);
    OrtUnusedSlot slots175to203[29];
    OrtResult (*_Nonnull SessionOptionsAppendExecutionProvider_CUDA_V2)(
        OrtSessionOptions *options,
        const OrtCUDAProviderOptionsV2 *provider
    );
    OrtResult (*_Nonnull CreateCUDAProviderOptions)(OrtCUDAProviderOptionsV2 *_Nullable *_Nonnull out);
    OrtResult (*_Nonnull UpdateCUDAProviderOptions)(
        OrtCUDAProviderOptionsV2 *provider,
        const char *_Nullable const *_Nonnull keys,
        const char *_Nullable const *_Nonnull values,
        size_t count
    );
    OrtUnusedSlot slot207;
    void (*_Nonnull ReleaseCUDAProviderOptions)(OrtCUDAProviderOptionsV2 *_Nullable provider);
    OrtUnusedSlot slots209to215[7];
    OrtResult (*_Nonnull SessionOptionsAppendExecutionProvider)(
        OrtSessionOptions *options,
        const char *name,
        const char *_Nullable const *_Nonnull keys,
        const char *_Nullable const *_Nonnull values,
        size_t count
    );
    OrtUnusedSlot slots217to219[3];
    OrtResult (*_Nonnull SessionOptionsAppendExecutionProvider_CANN)(
        OrtSessionOptions *options,
        const OrtCANNProviderOptions *provider
    );
    OrtResult (*_Nonnull CreateCANNProviderOptions)(OrtCANNProviderOptions *_Nullable *_Nonnull out);
    OrtResult (*_Nonnull UpdateCANNProviderOptions)(
        OrtCANNProviderOptions *provider,
        const char *_Nullable const *_Nonnull keys,
        const char *_Nullable const *_Nonnull values,
        size_t count
    );
    OrtUnusedSlot slot223;
    void (*_Nonnull ReleaseCANNProviderOptions)(OrtCANNProviderOptions *_Nullable provider);
    OrtUnusedSlot slots225to278[54];
    // The buffers must stay as they are for as long as a session made from the options lives.
    OrtResult (*_Nonnull AddExternalInitializersFromFilesInMemory)(
        OrtSessionOptions *options,
        const char *_Nullable const *_Nonnull fileNames,
        char *_Nullable const *_Nonnull buffers,
        const size_t *lengths,
        size_t count
    );
} OrtApi;

typedef struct OrtApiBase {
    // Null when the library does not know a version that new.
    const OrtApi *_Nullable (*_Nonnull GetApi)(uint32_t version);
    // Such as "1.31.1".
    const char *_Nonnull (*_Nonnull GetVersionString)(void);
} OrtApiBase;

// Opens the library and finds its one entry point. The library stays open: it does not support being closed.
//
// On failure null is returned, and what the dynamic linker said is written to `message` as a C string.
const OrtApiBase *_Nullable roost_onnxruntime_open(const char *path, char *message, size_t capacity);

#pragma clang assume_nonnull end

#define ROOST_ORT_SLOT(name, index)                                                                                    \
    _Static_assert(offsetof(OrtApi, name) == (index) * sizeof(void *), #name " is slot " #index)

ROOST_ORT_SLOT(GetErrorMessage, 2);
ROOST_ORT_SLOT(CreateEnvWithCustomLogger, 4);
ROOST_ORT_SLOT(CreateSession, 7);
ROOST_ORT_SLOT(CreateSessionFromArray, 8);
ROOST_ORT_SLOT(Run, 9);
ROOST_ORT_SLOT(CreateSessionOptions, 10);
ROOST_ORT_SLOT(SetSessionGraphOptimizationLevel, 23);
ROOST_ORT_SLOT(SetIntraOpNumThreads, 24);
ROOST_ORT_SLOT(SessionGetInputCount, 30);
ROOST_ORT_SLOT(SessionGetOutputCount, 31);
ROOST_ORT_SLOT(SessionGetInputTypeInfo, 33);
ROOST_ORT_SLOT(SessionGetOutputTypeInfo, 34);
ROOST_ORT_SLOT(SessionGetInputName, 36);
ROOST_ORT_SLOT(SessionGetOutputName, 37);
ROOST_ORT_SLOT(CreateRunOptions, 39);
ROOST_ORT_SLOT(RunOptionsSetTerminate, 46);
ROOST_ORT_SLOT(CreateTensorWithDataAsOrtValue, 49);
ROOST_ORT_SLOT(IsTensor, 50);
ROOST_ORT_SLOT(GetTensorMutableData, 51);
ROOST_ORT_SLOT(CastTypeInfoToTensorInfo, 55);
ROOST_ORT_SLOT(GetOnnxTypeFromTypeInfo, 56);
ROOST_ORT_SLOT(GetTensorElementType, 60);
ROOST_ORT_SLOT(GetDimensionsCount, 61);
ROOST_ORT_SLOT(GetDimensions, 62);
ROOST_ORT_SLOT(GetSymbolicDimensions, 63);
ROOST_ORT_SLOT(GetTensorTypeAndShape, 65);
ROOST_ORT_SLOT(CreateCpuMemoryInfo, 69);
ROOST_ORT_SLOT(AllocatorFree, 76);
ROOST_ORT_SLOT(GetAllocatorWithDefaultOptions, 78);
ROOST_ORT_SLOT(ReleaseEnv, 92);
ROOST_ORT_SLOT(ReleaseStatus, 93);
ROOST_ORT_SLOT(ReleaseMemoryInfo, 94);
ROOST_ORT_SLOT(ReleaseSession, 95);
ROOST_ORT_SLOT(ReleaseValue, 96);
ROOST_ORT_SLOT(ReleaseRunOptions, 97);
ROOST_ORT_SLOT(ReleaseTypeInfo, 98);
ROOST_ORT_SLOT(ReleaseTensorTypeAndShapeInfo, 99);
ROOST_ORT_SLOT(ReleaseSessionOptions, 100);
ROOST_ORT_SLOT(SessionGetModelMetadata, 111);
ROOST_ORT_SLOT(ModelMetadataLookupCustomMetadataMap, 116);
ROOST_ORT_SLOT(ReleaseModelMetadata, 118);
ROOST_ORT_SLOT(ModelMetadataGetCustomMetadataMapKeys, 123);
ROOST_ORT_SLOT(GetAvailableProviders, 125);
ROOST_ORT_SLOT(ReleaseAvailableProviders, 126);
ROOST_ORT_SLOT(AddSessionConfigEntry, 130);
ROOST_ORT_SLOT(SessionOptionsAppendExecutionProvider_TensorRT_V2, 170);
ROOST_ORT_SLOT(CreateTensorRTProviderOptions, 171);
ROOST_ORT_SLOT(UpdateTensorRTProviderOptions, 172);
ROOST_ORT_SLOT(ReleaseTensorRTProviderOptions, 174);
ROOST_ORT_SLOT(SessionOptionsAppendExecutionProvider_CUDA_V2, 204);
ROOST_ORT_SLOT(CreateCUDAProviderOptions, 205);
ROOST_ORT_SLOT(UpdateCUDAProviderOptions, 206);
ROOST_ORT_SLOT(ReleaseCUDAProviderOptions, 208);
ROOST_ORT_SLOT(SessionOptionsAppendExecutionProvider, 216);
ROOST_ORT_SLOT(SessionOptionsAppendExecutionProvider_CANN, 220);
ROOST_ORT_SLOT(CreateCANNProviderOptions, 221);
ROOST_ORT_SLOT(UpdateCANNProviderOptions, 222);
ROOST_ORT_SLOT(ReleaseCANNProviderOptions, 224);
ROOST_ORT_SLOT(AddExternalInitializersFromFilesInMemory, 279);

#undef ROOST_ORT_SLOT

#endif
