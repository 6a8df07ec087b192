// Registers NULL in place of callbacks.
import { ErrorCode, onInitialize, plugin } from 'orthanc-wasm/assembly'
import {
  OrthancPluginRegisterIncomingDicomInstanceFilter,
  OrthancPluginRegisterOnChangeCallback,
  OrthancPluginRegisterOnStoredInstanceCallback,
  OrthancPluginRegisterRestCallback,
} from 'orthanc-wasm/assembly/abi'
import { encode } from 'orthanc-wasm/assembly/c-string'
import { context } from 'orthanc-wasm/assembly/context'

plugin('null-callbacks', '1')

onInitialize(() => {
  const path = encode('/null')
  OrthancPluginRegisterRestCallback(context, changetype<usize>(path), 0)
  OrthancPluginRegisterOnChangeCallback(context, 0)
  OrthancPluginRegisterOnStoredInstanceCallback(context, 0)
  OrthancPluginRegisterIncomingDicomInstanceFilter(context, 0)
  return ErrorCode.Success
})
