import { defineConfig } from 'vitest/config'
import { shared, wide } from './vitest.config.ts'

export default defineConfig({ test: { ...shared, include: wide } })
