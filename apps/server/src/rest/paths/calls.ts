import { callOf } from '../readings.ts'
import type { RestPath } from '../rest-path.ts'

const IN_CONVERSATION = '/conversations/{conversationId}/calls'
const ONE = `${IN_CONVERSATION}/{callId}` as const

export const callPaths: RestPath[] = [
  {
    method: 'post',
    path: IN_CONVERSATION,
    procedure: 'calls.start',
    names: { type: 'media', call_type: 'media' },
    status: 201,
    summary: 'Call the others of a conversation, or come into the call that is there.',
  },
  {
    method: 'get',
    path: `${IN_CONVERSATION}/active`,
    procedure: 'calls.active',
    summary: 'The call going on in a conversation, if there is one.',
  },
  {
    method: 'get',
    path: IN_CONVERSATION,
    procedure: 'calls.history',
    summary: 'The calls of a conversation.',
  },
  { method: 'get', path: ONE, procedure: 'calls.get', reading: callOf('calls.get'), summary: 'One call.' },
  {
    method: 'put',
    path: `${ONE}/accept`,
    procedure: 'calls.accept',
    reading: callOf('calls.accept'),
    summary: 'Answer a call that rings.',
  },
  {
    method: 'put',
    path: `${ONE}/decline`,
    procedure: 'calls.decline',
    reading: callOf('calls.decline'),
    summary: 'Say no to a call that rings.',
  },
  {
    method: 'delete',
    path: ONE,
    procedure: 'calls.end',
    reading: callOf('calls.end'),
    summary: 'End a call for everybody.',
  },
  { method: 'get', path: '/calls/{callId}', procedure: 'calls.get', summary: 'One call.' },
  { method: 'delete', path: '/calls/{callId}', procedure: 'calls.end', summary: 'End a call for everybody.' },
  {
    method: 'put',
    path: '/calls/{callId}/accept',
    procedure: 'calls.accept',
    summary: 'Answer a call that rings.',
  },
  {
    method: 'put',
    path: '/calls/{callId}/decline',
    procedure: 'calls.decline',
    summary: 'Say no to a call that rings.',
  },
  {
    method: 'put',
    path: '/calls/{callId}/ringing',
    procedure: 'calls.acknowledge',
    summary: 'Say that a device rings.',
  },
  { method: 'put', path: '/calls/{callId}/join', procedure: 'calls.join', summary: 'Come into a call late.' },
  { method: 'put', path: '/calls/{callId}/leave', procedure: 'calls.leave', summary: 'Hang up.' },
  {
    method: 'post',
    path: '/calls/{callId}/signals',
    procedure: 'calls.signal',
    summary: 'Send an offer, an answer or candidates to another device in the call.',
  },
  {
    method: 'post',
    path: '/calls/{callId}/heartbeat',
    procedure: 'calls.heartbeat',
    summary: 'Say that a device is still in the call.',
  },
  {
    method: 'get',
    path: '/calls/ice_servers',
    procedure: 'calls.iceServers',
    summary: 'STUN and TURN servers.',
  },
  {
    method: 'post',
    path: '/calls/connection_reports',
    procedure: 'calls.reportConnection',
    status: 201,
    summary: 'Report how a connection was.',
  },
  {
    method: 'get',
    path: '/calls/connection_figures',
    procedure: 'calls.connectionFigures',
    summary: 'How often each stage of connecting failed; for administrators.',
  },
]
