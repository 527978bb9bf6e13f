/**
 * What TensorFlow 2.21 tells standard error while it is loaded, on CPUs where its faster products are on, before it has read
 * TF_CPP_MIN_LOG_LEVEL: nothing that anybody has to know or can change.
 */
export const libraryNotice = /^(WARNING: All log messages before absl::InitializeLog|I\d{4} .*oneDNN custom operations are on)/;
